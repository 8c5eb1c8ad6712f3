package lockstep.copy;

import java.util.EnumSet;
import java.util.Set;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Gives an inode of the target another name, in the place of whatever stands there.
final class LinkMaker {
  /// `EPERM` too is what file systems without hard links answer.
  static final Set<TreeException.Reason> REFUSALS =
      EnumSet.of(
          TreeException.Reason.UNSUPPORTED,
          TreeException.Reason.TOO_MANY_LINKS,
          TreeException.Reason.CROSS_DEVICE,
          TreeException.Reason.DENIED);

  private final Setup setup;

  LinkMaker(Setup setup) {
    this.setup = setup;
  }

  HardLinks.Outcome link(HardLinks.Name other, Subject subject, boolean keeps)
      throws TreeException {
    Directory target = subject.pair().target();
    byte @Nullable [] draft = draft(other, subject);
    if (draft == null) {
      return HardLinks.Outcome.IMPOSSIBLE;
    }
    if (!isStill(other.inode(), target, draft, subject)) {
      setup.drafts().discard(subject.pair().path(), target, draft);
      return HardLinks.Outcome.NOTHING_TO_LINK_TO;
    }
    if (keeps) {
      setup.drafts().publish(subject, draft);
    } else {
      setup.drafts().publishForGood(subject, draft);
    }
    return HardLinks.Outcome.LINKED;
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

  private byte @Nullable [] draft(HardLinks.Name other, Subject subject) throws TreeException {
    try {
      return setup
          .drafts()
          .make(
              subject.pair().path(),
              subject.pair().target(),
              subject.name(),
              temporary ->
                  other.directory().link(other.path().name(), subject.pair().target(), temporary));
    } catch (TreeException e) {
      if (REFUSALS.contains(e.reason())) {
        return null;
      }
      throw e;
    }
  }
}
