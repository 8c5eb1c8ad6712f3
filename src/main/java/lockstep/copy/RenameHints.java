package lockstep.copy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Repeats renames of the source on the target, where the target still has at the old name what the
/// source has at the new one.
///
/// It is so too where the source has nothing at the new name any more: it has gone on to another
/// one, of which an event will tell, and is not to be missing on the target until then.
///
/// A file whose old name the source has given to another file meanwhile (a rotated log, a swap) is
/// linked to the new name instead, so that the old one stays until its new content replaces it.
final class RenameHints implements AutoCloseable {
  /// Renames of one piece of work are mostly between few directories; more than this many are not
  /// kept open.
  private static final int MOST_OPEN = 64;

  private final Setup setup;
  private final Tally tally;
  private final Renamed renamed = new Renamed();
  private final Map<RelativePath, Directory> sources = new HashMap<>();
  private final Map<RelativePath, Directory> targets = new HashMap<>();

  RenameHints(Setup setup, Tally tally) {
    this.setup = setup;
    this.tally = tally;
  }

  Renamed follow(List<Work.Rename> hints) {
    for (Work.Rename hint : hints) {
      renamed.hinted(hint);
      if (!hint.from().isRoot() && !hint.to().isRoot() && setup.repeatsRenames()) {
        try {
          follow(hint);
        } catch (TreeException _) {
          // It was a hint: comparing both names does the same with more effort, and tells what is
          // wrong.
        }
      }
    }
    return renamed;
  }

  private void follow(Work.Rename hint) throws TreeException {
    if (sources.size() + targets.size() >= MOST_OPEN) {
      close();
    }
    byte[] oldName = hint.from().name();
    byte[] newName = hint.to().name();
    Directory from = target(hint.from().parent());
    Stat old = from.stat(oldName);
    if (old == null) {
      return; // the usual case: it was renamed before the target had it
    }
    Directory source = source(hint.to().parent());
    Stat wanted = source.stat(newName);
    if (isHidden(hint, old) || wanted != null && !isSame(hint, source, wanted, from, old)) {
      return;
    }
    boolean reused = isReused(hint.from());
    Directory to = target(hint.to().parent());
    if (reused && !old.isRegular() || !isFree(to, newName, old)) {
      return;
    }
    if (reused) {
      byte[] draft =
          setup
              .drafts()
              .make(
                  hint.to().parent(), to, newName, temporary -> from.link(oldName, to, temporary));
      setup.drafts().publish(hint.to().parent(), to, draft, newName);
    } else {
      from.rename(oldName, to, newName);
    }
    done(hint, old, reused, wanted != null);
  }

  private static boolean isSame(
      Work.Rename hint, Directory source, Stat wanted, Directory target, Stat old)
      throws TreeException {
    return Comparison.isSameKind(wanted, old, Trust.SIZE_AND_TIME, TimeWindow.NONE)
        && (wanted.type() != FileType.SYMLINK
            || Arrays.equals(
                source.readLink(hint.to().name()), target.readLink(hint.from().name())));
  }

  /// What the filters protect at the old place, the new one might not: a directory that may hold
  /// such stays, and only the rest of it goes.
  private boolean isHidden(Work.Rename hint, Stat old) {
    boolean directory = old.isDirectory();
    return setup.filters().isHidden(hint.from(), directory)
        || setup.filters().isHidden(hint.to(), directory)
        || directory && setup.filters().mayTellApart(hint.from(), hint.to());
  }

  /// Whether the source has something at the old name again, or still.
  private boolean isReused(RelativePath path) throws TreeException {
    try {
      return source(path.parent()).stat(path.name()) != null;
    } catch (TreeException e) {
      if (Missing.is(e)) {
        return false;
      }
      throw e;
    }
  }

  /// Whether a rename can take this place: a file takes a file's, a directory that of an empty one.
  /// A file in a directory's way is removed.
  private static boolean isFree(Directory target, byte[] name, Stat old) throws TreeException {
    Stat present = target.stat(name);
    if (present == null) {
      return true;
    }
    if (present.isSameInode(old) || present.isDirectory() && !old.isDirectory()) {
      return false;
    }
    if (old.isDirectory() && !present.isDirectory()) {
      target.unlink(name);
    }
    return true;
  }

  private void done(Work.Rename hint, Stat old, boolean reused, boolean same) {
    tally.renamed();
    if (same) {
      renamed.settled(hint.to());
    }
    if (old.isDirectory()) {
      close(); // what is open below it is at another path now
      if (!setup.filters().isEmpty()) {
        renamed.doubtful(hint.to());
      }
    }
    if (!reused && setup.options().hardLinks()) {
      setup.links().renamed(hint.from(), hint.to());
    }
  }

  private Directory source(RelativePath path) throws TreeException {
    @Nullable Directory known = sources.get(path);
    if (known == null) {
      known = setup.source().open(path);
      sources.put(path, known);
    }
    return known;
  }

  /// The hint is not followed where the trees run into each other, and the comparison tells why.
  private Directory target(RelativePath path) throws TreeException {
    @Nullable Directory known = targets.get(path);
    if (known == null) {
      known = setup.target().open(path);
      try {
        setup.borders().checkTarget(path, known, known.stat());
      } catch (TreeException | RuntimeException e) {
        known.close();
        throw e;
      }
      targets.put(path, known);
    }
    return known;
  }

  @Override
  public void close() {
    for (var open : List.of(sources, targets)) {
      open.values().forEach(Directory::close);
      open.clear();
    }
  }
}
