package lockstep.copy;

import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Gives the target what an older copy spares it; see [References].
///
/// An older copy is never changed: what the target shares with it has several names, and such is
/// not changed in place.
final class Referral {
  /// What came of it.
  enum Outcome {
    /// no older copy holds the entry
    NONE,
    /// the target has what it is to have
    ALREADY,
    LINKED,
    OMITTED
  }

  /// The same entry in an older copy, whose directory must be closed.
  private record Found(Directory directory, Stat stat) implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }
  }

  private final References references;
  private final Trust trust;
  private final Equality equality;
  private final Hands hands;

  Referral(Setup setup, FileCopier files, Hands hands) {
    this.references = setup.places().references();
    this.trust = setup.options().trust();
    this.equality = new Equality(setup.options(), files);
    this.hands = hands;
  }

  /// Whether it may spare this step. As with rsync, links and devices are not looked up where the
  /// target has anything; and a name among several is left to [HardLinks] once it is there.
  boolean concerns(Step step, Subject subject, boolean linked) {
    if (references.isEmpty() || subject.source().isRegular() && trust == Trust.NOTHING) {
      return false;
    }
    return switch (step) {
      case Step.CopyFile _ -> true;
      case Step.MakeSymlink _, Step.MakeNode _ -> subject.target() == null;
      case Step.Keep _, Step.SetAttributes _ -> subject.replacedFile() != null && !linked;
      case Step.Skip _,
          Step.Delete _,
          Step.Enter _,
          Step.MakeDirectory _,
          Step.Replace _,
          Step.Compare _ ->
          false;
    };
  }

  /// @param step what would be done without
  Outcome settle(Step step, Subject subject) throws TreeException {
    try (Found found = find(subject)) {
      if (found == null) {
        return Outcome.NONE;
      }
      Stat target = subject.target();
      if (target != null && target.isSameInode(found.stat())) {
        return Outcome.ALREADY;
      }
      boolean keeps = step instanceof Step.CopyFile;
      return switch (references.use()) {
        case LINK -> link(found, subject, keeps);
        case OMIT -> omit(subject, keeps);
      };
    }
  }

  private @Nullable Found find(Subject subject) {
    for (Tree tree : references.trees()) {
      try {
        Directory directory = tree.open(subject.pair().path());
        Stat stat = equal(subject, directory);
        if (stat != null) {
          return new Found(directory, stat);
        }
        directory.close();
      } catch (TreeException _) {
        // What cannot be looked at there is copied.
      }
    }
    return null;
  }

  private @Nullable Stat equal(Subject subject, Directory directory) {
    try {
      Stat stat = directory.stat(subject.name());
      boolean equal =
          stat != null
              && equality.holds(
                  subject, subject.source(), directory, subject.name(), stat, subject.doubt());
      return equal ? stat : null;
    } catch (TreeException _) {
      return null; // as above
    }
  }

  /// @param keeps whether the target has something else, of which a backup is kept
  private Outcome link(Found found, Subject subject, boolean keeps) throws TreeException {
    var name = new HardLinks.Name(subject.path(), found.directory(), found.stat());
    return switch (hands.link(name, subject, keeps)) {
      case LINKED -> Outcome.LINKED;
      case ALREADY -> Outcome.ALREADY;
      case NOTHING_TO_LINK_TO, IMPOSSIBLE -> Outcome.NONE;
    };
  }

  private Outcome omit(Subject subject, boolean keeps) throws TreeException {
    if (subject.target() == null) {
      return Outcome.ALREADY;
    }
    if (keeps) {
      hands.unlink(subject.pair().target(), subject.name(), subject.path());
    } else {
      hands.omit(subject.pair().target(), subject.name(), subject.path());
    }
    return Outcome.OMITTED;
  }
}
