package lockstep.copy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Makes a target entry another name of what the target has for another name of the same source
/// inode.
final class HardLinks {
  /// How many other names are looked at before the entry is treated as if it had none: each costs a
  /// few round trips.
  private static final int MOST_LOOKS = 16;

  /// `EPERM` too is what file systems without hard links answer.
  private static final Set<TreeException.Reason> REFUSALS =
      EnumSet.of(
          TreeException.Reason.UNSUPPORTED,
          TreeException.Reason.TOO_MANY_LINKS,
          TreeException.Reason.CROSS_DEVICE,
          TreeException.Reason.DENIED);

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

  private final Setup setup;
  private final LinkTable table;
  private final FileCopier files;

  HardLinks(Setup setup, FileCopier files) {
    this.setup = setup;
    this.table = setup.links();
    this.files = files;
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
    Stat target = pair.target().stat(name);
    if (target == null || !isEqual(source, target, pair.target(), name, subject)) {
      return Outcome.NOTHING_TO_LINK_TO;
    }
    if (subject.target() != null && subject.target().isSameInode(target)) {
      return Outcome.ALREADY;
    }
    return link(pair.target(), name, target, subject);
  }

  /// Whether the other name's target is all that this entry's is to be.
  private boolean isEqual(
      Stat source, Stat target, Directory directory, byte[] name, Subject subject)
      throws TreeException {
    CopyOptions options = setup.options();
    return source.type() == target.type()
        && !Difference.between(source, target, options).isBinding(options)
        && isEqualContent(source, target, directory, name, subject)
        && ExtendedDifference.between(
                subject.sourceInode(), new Inode.Named(directory, name), options)
            .isNone();
  }

  private boolean isEqualContent(
      Stat source, Stat target, Directory directory, byte[] name, Subject subject)
      throws TreeException {
    if (source.type() == FileType.SYMLINK) {
      return Nodes.isSameText(subject, directory, name);
    }
    if (source.isRegular() && (subject.doubt() || !setup.options().times())) {
      return source.size() == target.size()
          && files.compare(subject, directory, name) == FileCopier.Likeness.EQUAL;
    }
    return Comparison.isSameKind(source, target);
  }

  private Outcome link(Directory directory, byte[] name, Stat expected, Subject subject)
      throws TreeException {
    Directory target = subject.pair().target();
    byte @Nullable [] draft = draft(directory, name, subject);
    if (draft == null) {
      return Outcome.IMPOSSIBLE;
    }
    if (!isStill(expected, target, draft, subject)) {
      setup.drafts().discard(subject.pair().path(), target, draft);
      return Outcome.NOTHING_TO_LINK_TO;
    }
    setup.drafts().publish(subject.pair().path(), target, draft, subject.name());
    return Outcome.LINKED;
  }

  /// Another file may have taken that name since it was looked at.
  private boolean isStill(Stat expected, Directory target, byte[] draft, Subject subject)
      throws TreeException {
    try {
      Stat made = target.stat(draft);
      return made != null && made.isSameInode(expected);
    } catch (TreeException | RuntimeException e) {
      setup.drafts().discard(subject.pair().path(), target, draft);
      throw e;
    }
  }

  private byte @Nullable [] draft(Directory directory, byte[] name, Subject subject)
      throws TreeException {
    try {
      return setup
          .names()
          .make(
              subject.name(),
              temporary -> directory.link(name, subject.pair().target(), temporary));
    } catch (TreeException e) {
      if (REFUSALS.contains(e.reason())) {
        return null;
      }
      throw e;
    }
  }
}
