package lockstep.copy;

import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// Makes sure that the roots are what they were, and halts everything where one is not.
final class RootCheck {
  private final Setup setup;
  private final Tally tally;

  RootCheck(Setup setup, Tally tally) {
    this.setup = setup;
    this.tally = tally;
  }

  /// @return false if one was replaced, and everything halts
  /// @throws TreeException if it cannot be found out now
  boolean isEitherSound() throws TreeException {
    return isSound(setup.source(), "source") && isSound(setup.target(), "target");
  }

  /// As above, for the source, whose word is needed before anything is deleted.
  boolean isSourceSound() throws TreeException {
    return isSound(setup.source(), "source");
  }

  private boolean isSound(Tree tree, String which) throws TreeException {
    try {
      tree.checkRoot();
      return true;
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.ROOT_CHANGED) {
        throw e;
      }
      tally.halt("the " + which + " is no longer what it was: " + e.getMessage());
      return false;
    }
  }
}
