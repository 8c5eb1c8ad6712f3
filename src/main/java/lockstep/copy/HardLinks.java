package lockstep.copy;

import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Makes a target entry another name of what the target has for another name of the same source
/// inode.
final class HardLinks {
  /// How many other names are looked at before the entry is treated as if it had none: each costs a
  /// few round trips.
  private static final int MOST_LOOKS = 16;

  /// What came of it.
  enum Outcome {
    /// the entry was linked
    LINKED,
    /// the entry is a name of that inode already
    ALREADY,
    /// no other name has what the source has
    NOTHING_TO_LINK_TO,
    /// the target cannot link these
    IMPOSSIBLE
  }

  /// A name that the target has, or would have by now.
  ///
  /// @param directory the target's, in which it is
  /// @param inode what it is a name of there
  record Name(RelativePath path, Directory directory, Stat inode) {}

  private final Setup setup;
  private final LinkTable table;
  private final Equality equality;
  private final Hands hands;

  HardLinks(Setup setup, FileCopier files, Hands hands) {
    this.setup = setup;
    this.table = setup.links();
    this.equality = new Equality(setup.options(), files);
    this.hands = hands;
  }

  Outcome link(Subject subject) throws TreeException {
    List<RelativePath> others = table.others(subject.source(), subject.path());
    for (RelativePath other : others.subList(0, Math.min(MOST_LOOKS, others.size()))) {
      Outcome outcome = linkTo(other, subject);
      if (outcome != Outcome.NOTHING_TO_LINK_TO) {
        return outcome;
      }
    }
    return Outcome.NOTHING_TO_LINK_TO;
  }

  private Outcome linkTo(RelativePath other, Subject subject) throws TreeException {
    RelativePath parent = other.parent();
    if (parent.equals(subject.pair().path())) {
      return linkTo(other, subject.pair(), subject);
    }
    try (var pair = DirectoryPair.open(parent, setup)) {
      return linkTo(other, pair, subject);
    } catch (TreeException e) {
      if (Missing.is(e)) {
        return Outcome.NOTHING_TO_LINK_TO; // not there yet, or no longer
      }
      throw e;
    }
  }

  private Outcome linkTo(RelativePath other, DirectoryPair pair, Subject subject)
      throws TreeException {
    byte[] name = other.name();
    Stat source = pair.source().stat(name);
    if (source == null || !source.isSameInode(subject.source())) {
      table.forget(subject.source(), other);
      return Outcome.NOTHING_TO_LINK_TO;
    }
    if (hands.foresees(other)) {
      return hands.link(new Name(other, pair.target(), source), subject, true);
    }
    Stat target = pair.target().stat(name);
    if (target == null || !isEqual(source, target, pair.target(), name, subject)) {
      return Outcome.NOTHING_TO_LINK_TO;
    }
    if (subject.target() != null && subject.target().isSameInode(target)) {
      return Outcome.ALREADY;
    }
    return hands.link(new Name(other, pair.target(), target), subject, true);
  }

  /// Whether the other name's target is all that this entry's is to be.
  private boolean isEqual(
      Stat source, Stat target, Directory directory, byte[] name, Subject subject)
      throws TreeException {
    boolean read = subject.doubt() || !setup.options().times();
    return equality.holds(subject, source, directory, name, target, read);
  }
}
