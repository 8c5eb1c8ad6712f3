package lockstep.plan;

import java.util.List;

/// A promise to tell when everything that changed in one sync before a certain moment has been
/// dealt with: is on the target, or has been handed to the script and taken by it.
public interface Pledge {
  /// Whether it is all done.
  boolean isKept();

  /// Whether it cannot be kept for now: the sync is halted or cannot start, or all that remains has
  /// failed since.
  boolean isBroken();

  /// What failed, each as `sync: path: reason`; or why the sync as a whole stands still.
  List<String> failures();

  /// The pledge is not needed any more.
  void release();
}
