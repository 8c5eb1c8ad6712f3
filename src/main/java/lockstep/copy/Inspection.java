package lockstep.copy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Looks at the entries of one directory on both sides, as little as the listings allow, and has
/// done what [Comparison] decides.
final class Inspection {
  /// An entry that changes under our hands is looked at again this often, then left for later.
  private static final int MOST_LOOKS = 3;

  /// More than this many entries to be removed from one directory are not looked at once more: far
  /// fewer than are folded into a scan, which would come upon them again.
  private static final int FEW = 1_000;

  private final Setup setup;
  private final Filters filters;
  private final Comparison comparison;
  private final Tally tally;
  private final DirectoryPair pair;
  private final Work.Part part;
  private final boolean deletes;
  private final Renamed renamed;
  private final Gate gate;
  private final EntryCopier copier;
  private final Pruning pruning;

  /// How many entries may still be left for another look; others inspect the directory too.
  private final AtomicInteger left = new AtomicInteger(FEW);

  /// @param deletes whether what the source lacks is removed
  Inspection(
      Setup setup,
      Tally tally,
      DirectoryPair pair,
      Work.Part part,
      boolean deletes,
      Renamed renamed) {
    this.setup = setup;
    this.filters = setup.filters();
    this.comparison = new Comparison(setup.options());
    this.tally = tally;
    this.pair = pair;
    this.part = part;
    this.deletes = deletes;
    this.renamed = renamed;
    this.pruning = new Pruning(setup);
    this.gate = new Gate(setup, tally, pair, part);
    this.copier = new EntryCopier(setup, tally, pair, part, renamed, gate);
  }

  /// @param doomed receives the entry if it is to be removed
  void look(Entry entry, Consumer<Doomed> doomed) {
    RelativePath path = pair.path().resolve(entry.name());
    for (int look = 1; look <= MOST_LOOKS; look++) {
      @Nullable Stat source = null;
      try {
        if (look == 1 && isDoneByTypes(entry, path)) {
          return;
        }
        source = lookAtSource(entry, look);
        refreshFormerLinks(path, source);
        if (source != null
            && !filters.excludes(path, source.isDirectory())
            && !(source.isDirectory() && pruning.prunes(path))) {
          bring(entry, path, source, throughLink(path, source, lookAtTarget(entry, look)));
        } else if (source == null && isExpected(entry)) {
          tally.vanished(path);
        } else {
          leave(entry, path, source != null, look, doomed);
        }
        return;
      } catch (TreeException e) {
        if (e.reason() == TreeException.Reason.NOT_FOLLOWED) {
          return; // there is nothing to bring, and nothing to miss
        }
        if (!hasMovedOn(entry.name(), source)) {
          tally.failed(path, false, e);
          return;
        }
      }
    }
    tally.unsettled(path);
  }

  /// An inode that had this name may have been changed under it, of which nobody tells under its
  /// other names.
  private void refreshFormerLinks(RelativePath path, @Nullable Stat source) {
    if (setup.options().hardLinks()) {
      LinkTable links = setup.links();
      tally.related(source == null ? links.vanished(path) : links.replaced(source, path));
    }
  }

  private boolean isDoneByTypes(Entry entry, RelativePath path) throws TreeException {
    Directory.Entry source = entry.inSource();
    Directory.Entry target = entry.inTarget();
    if (source == null
        || source.type() == null
        || part.hasSince()
        || source.type() == FileType.DIRECTORY && setup.options().reach().pruneEmptyDirs()) {
      return false;
    }
    @Nullable FileType type = target == null ? null : target.type();
    Step step = comparison.ofTypes(source.type(), type, target == null);
    if (step == null || filters.excludes(path, source.type() == FileType.DIRECTORY)) {
      return false;
    }
    copier.act(step, entry, path);
    return true;
  }

  private @Nullable Stat lookAtSource(Entry entry, int look) throws TreeException {
    boolean absent =
        look == 1 && entry.listed() && entry.named() == null && entry.inSource() == null;
    return absent ? null : pair.source().stat(entry.name());
  }

  private @Nullable Stat lookAtTarget(Entry entry, int look) throws TreeException {
    boolean absent = look == 1 && entry.listed() && entry.inTarget() == null;
    return absent ? null : pair.target().stat(entry.name());
  }

  /// What the target has, where a link to a directory counts as one if the source has one.
  private @Nullable Stat throughLink(RelativePath path, Stat source, @Nullable Stat target)
      throws TreeException {
    boolean link = target != null && target.type() == FileType.SYMLINK;
    if (!link || !source.isDirectory() || !setup.options().reach().keepDirlinks()) {
      return target;
    }
    try (Directory directory = setup.target().open(path)) {
      return directory.stat();
    } catch (TreeException e) {
      if (Missing.is(e)) {
        return target;
      }
      throw e;
    }
  }

  private @Nullable FileType typeInTarget(Entry entry, int look) throws TreeException {
    Directory.Entry listed = look == 1 ? entry.inTarget() : null;
    if (listed != null && listed.type() != null) {
      return listed.type();
    }
    Stat target = lookAtTarget(entry, look);
    return target == null ? null : target.type();
  }

  private boolean hasMovedOn(byte[] name, @Nullable Stat before) {
    try {
      Stat now = pair.source().stat(name);
      if (now == null || before == null) {
        return now != null || before != null;
      }
      return !now.isUnchanged(before);
    } catch (TreeException _) {
      return false; // the first refusal is reported
    }
  }

  private void bring(Entry entry, RelativePath path, Stat source, @Nullable Stat target)
      throws TreeException {
    if (isStillOpen(entry, source)) {
      tally.unsettled(path);
      return;
    }
    boolean doubt = isInDoubt(entry, path, source);
    Work.Named named = entry.named();
    int moved = named == null ? 0 : named.unsettled();
    var subject = new Subject(pair, entry.name(), path, source, target, doubt, moved);
    copier.act(comparison.of(source, target, doubt), subject, named);
  }

  /// What has gone on to another name is not removed from the target before the new one is known.
  private static boolean isExpected(Entry entry) {
    return entry.named() != null && entry.named().expected();
  }

  /// Decides on what the target may have under a name that the source lacks.
  ///
  /// @param hidden whether the source has it, but the filters leave it out
  private void leave(
      Entry entry, RelativePath path, boolean hidden, int look, Consumer<Doomed> doomed)
      throws TreeException {
    @Nullable FileType type = typeInTarget(entry, look);
    if (type == null) {
      return;
    }
    boolean directory = type == FileType.DIRECTORY;
    boolean leftover =
        entry.listed() && !hidden && !directory && TemporaryNames.isTemporary(entry.name());
    Step step =
        Comparison.ofExtraneous(leftover, () -> filters.isProtected(path, directory), deletes);
    if (step instanceof Step.Delete) {
      doomed.accept(new Doomed(entry.name(), path, directory, entry.named(), leftover, hidden));
    }
  }

  private static boolean isStillOpen(Entry entry, Stat source) {
    Work.Named named = entry.named();
    return named != null && named.open() && source.isRegular() && source.links() == 1;
  }

  private boolean isInDoubt(Entry entry, RelativePath path, Stat source) {
    Work.Named named = entry.named();
    boolean read = named != null && named.content() || setup.options().trust().reads();
    if (read || renamed.isDoubtful(path)) {
      return true;
    }
    if (renamed.isSettled(path)) {
      return false;
    }
    return part.isSince(source);
  }

  /// Removes a batch of entries, if the source root still is what it was and still lacks them.
  void remove(List<Doomed> doomed) {
    if (doomed.isEmpty()) {
      return;
    }
    try {
      if (!new RootCheck(setup, tally).isSourceSound()) {
        return;
      }
    } catch (TreeException e) {
      tally.failed(pair.path(), true, e);
      return;
    }
    boolean later = part.scan() != null && part.scan().later();
    var deletion = new Deletion(setup, tally);
    for (Doomed entry : doomed) {
      if (!isStillLacking(entry) || !hasArrived(entry.path()) || !passes(entry)) {
        continue;
      }
      if (later && entry.isOfSource() && left.getAndDecrement() > 0) {
        tally.vanished(entry.path());
      } else {
        deletion.remove(pair.target(), entry.name(), entry.path(), entry.isDirectory());
        refreshBackup(entry);
      }
    }
  }

  /// As for what is replaced; see [EntryCopier].
  private void refreshBackup(Doomed entry) {
    byte[] kept = entry.isDirectory() ? null : setup.backups().besides(entry.name());
    try {
      if (kept != null && pair.source().stat(kept) != null) {
        tally.related(List.of(pair.path().resolve(kept)));
      }
    } catch (TreeException e) {
      tally.failed(pair.path().resolve(kept), false, e);
    }
  }

  private boolean passes(Doomed entry) {
    return entry.leftover()
        || gate.passes(entry.name(), entry.path(), entry.isDirectory(), entry.named());
  }

  /// What was renamed is not removed under its old name before the new one is there.
  private boolean hasArrived(RelativePath path) {
    RelativePath destination = renamed.destination(path);
    if (destination == null || isOnTarget(destination)) {
      return true;
    }
    tally.vanished(path);
    return false;
  }

  private boolean isOnTarget(RelativePath path) {
    try (Directory directory = setup.target().open(path.parent())) {
      return directory.stat(path.name()) != null;
    } catch (TreeException _) {
      return false; // it will be known later
    }
  }

  private boolean isStillLacking(Doomed entry) {
    try {
      if (entry.hidden() || pair.source().stat(entry.name()) == null) {
        return true;
      }
      tally.unsettled(entry.path());
    } catch (TreeException e) {
      tally.failed(entry.path(), false, e);
    }
    return false;
  }
}
