package lockstep.copy;

import lockstep.tree.TreeException;

/// Tells what is not there from what is there and refuses.
final class Missing {
  private Missing() {}

  /// Whether there is no directory at the path that was opened.
  static boolean is(TreeException e) {
    return e.reason() == TreeException.Reason.ABSENT
        || e.reason() == TreeException.Reason.NOT_A_DIRECTORY;
  }
}
