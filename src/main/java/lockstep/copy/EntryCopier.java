package lockstep.copy;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Does what [Comparison] decides for the entries of one directory.
final class EntryCopier {
  private static final String IN_THE_WAY =
      "the target has a directory of this name with entries that could not be, or must not be,"
          + " removed";

  private final Setup setup;
  private final Tally tally;
  private final DirectoryPair pair;
  private final Work.Part part;
  private final Renamed renamed;
  private final FileCopier files;
  private final Hands hands;
  private final HardLinks hardLinks;
  private final Referral referral;
  private final Deletion deletion;
  private final RootCheck roots;
  private final Gate gate;

  EntryCopier(
      Setup setup, Tally tally, DirectoryPair pair, Work.Part part, Renamed renamed, Gate gate) {
    this.setup = setup;
    this.tally = tally;
    this.pair = pair;
    this.part = part;
    this.renamed = renamed;
    this.files = new FileCopier(setup);
    this.hands = Hands.of(setup, tally);
    this.hardLinks = new HardLinks(setup, files, hands);
    this.referral = new Referral(setup, files, hands);
    this.deletion = new Deletion(setup, tally);
    this.roots = new RootCheck(setup, tally);
    this.gate = gate;
  }

  /// Acts on an entry whose types in the two listings tell enough.
  void act(Step step, Entry entry, RelativePath path) throws TreeException {
    switch (step) {
      case Step.Enter _ -> enter(path, entry.named());
      case Step.MakeDirectory(int mode) -> makeDirectory(entry.name(), path, mode);
      case Step.Keep _, Step.Skip _ -> {}
      case Step.Delete _,
          Step.CopyFile _,
          Step.MakeSymlink _,
          Step.MakeNode _,
          Step.Replace _,
          Step.Compare _,
          Step.SetAttributes _ ->
          throw new IllegalArgumentException(step + " needs more than types");
    }
  }

  /// Acts on an entry that the source has.
  void act(Step step, Subject subject, Work.@Nullable Named named) throws TreeException {
    if (isLinked(subject) && !(step instanceof Step.Skip)) {
      actOnLinked(step, subject, named);
    } else {
      perform(step, subject, named);
    }
  }

  private boolean isLinked(Subject subject) {
    Stat source = subject.source();
    return setup.options().hardLinks() && source.links() > 1 && !source.isDirectory();
  }

  private void actOnLinked(Step step, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    Lock lock = setup.links().lock(subject.source());
    lock.lock();
    try {
      setup.links().note(subject.source(), subject.path());
      if ((named != null || part.scan() == null || !part.scan().whole())
          && setup.links().isIncomplete(subject.source())) {
        tally.descend(RelativePath.ROOT); // any directory may hold the other names
      }
      Step known = step instanceof Step.Compare compare ? compared(compare, subject) : step;
      if (known instanceof Step.Replace(Step by)) {
        if (!clear(subject, named)) {
          return;
        }
        link(by, subject.cleared(), named);
      } else if (known instanceof Step.Keep || known instanceof Step.SetAttributes) {
        keepLinked(known, subject, named);
      } else {
        link(known, subject, named);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Links the entry instead of making it, where another name has what it needs.
  private void link(Step make, Subject subject, Work.@Nullable Named named) throws TreeException {
    switch (hardLinks.link(subject)) {
      case LINKED -> tally.copied(0);
      case ALREADY -> {}
      case IMPOSSIBLE -> perform(make, subject, named);
      case NOTHING_TO_LINK_TO -> {
        if (perform(make, subject, named)) {
          refreshOthers(subject);
        }
      }
    }
  }

  private void keepLinked(Step step, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    if (perform(step, subject, named)) {
      refreshOthers(subject);
    } else if (hardLinks.link(subject) == HardLinks.Outcome.LINKED) {
      tally.copied(0);
    }
  }

  private void refreshOthers(Subject subject) {
    List<RelativePath> others = setup.links().others(subject.source(), subject.path());
    if (!others.isEmpty() && setup.links().isFirstRefresh(subject.source())) {
      tally.related(others);
    }
  }

  /// @return whether the target has a new inode under that name
  private boolean perform(Step step, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    boolean made = performOne(step, subject, named);
    if (made) {
      refreshBackup(subject);
    }
    return made;
  }

  /// What was replaced has taken the place of the source's own entry of its new name, if there is
  /// one. rsync puts that right in its next run.
  private void refreshBackup(Subject subject) throws TreeException {
    byte[] kept = subject.target() == null ? null : setup.backups().besides(subject.name());
    if (kept != null && pair.source().stat(kept) != null) {
      tally.related(List.of(pair.path().resolve(kept)));
    }
  }

  private boolean performOne(Step step, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    if (!referral.concerns(step, subject, isLinked(subject))) {
      return performAlone(step, subject, named);
    }
    return switch (referral.settle(step, subject)) {
      case NONE -> performAlone(step, subject, named);
      case ALREADY -> false;
      case OMITTED -> {
        tally.deleted();
        yield false;
      }
      case LINKED -> {
        tally.copied(0);
        yield true;
      }
    };
  }

  private boolean performAlone(Step step, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    return switch (step) {
      case Step.Keep _, Step.Skip _, Step.Delete _ -> false;
      case Step.Enter _ -> {
        enter(subject, named);
        yield false;
      }
      case Step.MakeDirectory(int mode) -> {
        makeDirectory(subject.name(), subject.path(), mode);
        yield true;
      }
      case Step.CopyFile _ -> copyFile(subject);
      case Step.MakeSymlink _ -> {
        hands.makeSymlink(subject, refusals(subject));
        tally.copied(0);
        yield true;
      }
      case Step.MakeNode _ -> {
        hands.makeNode(subject, refusals(subject));
        tally.copied(0);
        yield true;
      }
      case Step.Replace(Step by) -> clear(subject, named) && replace(by, subject.cleared(), named);
      case Step.Compare compare -> perform(compared(compare, subject), subject, named);
      case Step.SetAttributes set -> setAttributes(set, subject, named);
    };
  }

  private boolean replace(Step by, Subject cleared, Work.@Nullable Named named)
      throws TreeException {
    return by instanceof Step.CopyFile
        ? perform(by, cleared, named)
        : performAlone(by, cleared, named);
  }

  private Consumer<TreeException> refusals(Subject subject) {
    return e -> tally.failed(subject.path(), false, e);
  }

  private boolean copyFile(Subject subject) throws TreeException {
    Copied copied = hands.copyFile(subject, refusals(subject));
    if (!copied.settled()) {
      tally.unsettled(subject.path());
    }
    if (copied.published()) {
      tally.copied(copied.bytes());
    }
    return copied.published();
  }

  private Step compared(Step.Compare compare, Subject subject) throws TreeException {
    if (subject.source().type() == FileType.SYMLINK) {
      boolean same = Nodes.isSameText(subject);
      return same ? compare.ifEqual() : compare.ifDifferent();
    }
    return switch (files.compare(subject, pair.target(), subject.name())) {
      case EQUAL -> compare.ifEqual();
      case DIFFERENT -> compare.ifDifferent();
      case UNSETTLED -> {
        if (subject.moved() >= Stillness.CEILING) {
          yield compare.ifDifferent();
        }
        tally.unsettled(subject.path());
        yield Step.KEEP;
      }
    };
  }

  private boolean setAttributes(Step.SetAttributes set, Subject subject, Work.@Nullable Named named)
      throws TreeException {
    var extended =
        ExtendedDifference.between(subject.sourceInode(), subject.targetInode(), setup.options());
    boolean shared = subject.target() != null && subject.target().links() > 1;
    if (shared && !extended.isNone()) {
      return perform(set.remake(), subject, named);
    }
    Difference difference = set.difference();
    hands.setAttributes(subject, difference, extended, refusals(subject));
    if (difference.isBinding(setup.options()) || !extended.isNone()) {
      tally.updated();
    }
    return false;
  }

  /// A directory that may have been renamed since events were lost holds files with old times: it
  /// is treated as if an event had named it.
  private void enter(Subject subject, Work.@Nullable Named named) {
    if (named == null && !part.isSecond() && part.hasSince() && part.isSince(subject.source())) {
      tally.recheck(subject.path());
    } else {
      enter(subject.path(), named);
    }
  }

  private void enter(RelativePath path, Work.@Nullable Named named) {
    if (part.isSecond()) {
      return; // the first time has reported it
    }
    boolean scan = part.scan() != null || named != null && named.scan() || renamed.isDoubtful(path);
    if (scan) {
      tally.descend(path);
    } else {
      tally.attributes(path);
    }
  }

  private void makeDirectory(byte[] name, RelativePath path, int mode) throws TreeException {
    hands.makeDirectory(pair, name, mode);
    tally.copied(0);
    tally.descend(path);
  }

  /// Removes what is of another type than the source, and says whether the way is clear.
  private boolean clear(Subject subject, Work.@Nullable Named named) throws TreeException {
    Stat target = subject.target();
    if (target == null || !roots.isSourceSound()) {
      return target == null;
    }
    // a file makes way as for another file; a directory takes all that it holds along
    if (target.isDirectory() && !gate.passes(subject.name(), subject.path(), true, named)) {
      return false;
    }
    boolean gone =
        deletion.remove(pair.target(), subject.name(), subject.path(), target.isDirectory());
    if (!gone) {
      tally.failed(subject.path(), false, IN_THE_WAY);
    }
    return gone;
  }
}
