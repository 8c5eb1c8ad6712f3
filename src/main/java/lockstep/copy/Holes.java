package lockstep.copy;

import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Where a file that changes meanwhile has data and where holes; where nobody tells, everything is
/// data.
final class Holes {
  /// `stat(2)` counts in these.
  private static final int SECTOR = 512;

  private Holes() {}

  static boolean mayBeIn(Stat file) {
    return file.blocks() * SECTOR < file.size();
  }

  /// The first position at or after `position` with data; beyond the end where there is none.
  static long nextData(OpenFile file, long position) throws TreeException {
    try {
      long data = file.nextData(position);
      return data < position ? Long.MAX_VALUE : data; // it was cut short before the position
    } catch (TreeException e) {
      return unlessUnsupported(e, position);
    }
  }

  static long nextHole(OpenFile file, long position, long size) throws TreeException {
    try {
      // A file that changes while it is walked must not make the walk stand still.
      return Math.max(position + 1, file.nextHole(position));
    } catch (TreeException e) {
      return unlessUnsupported(e, size);
    }
  }

  private static long unlessUnsupported(TreeException e, long otherwise) throws TreeException {
    if (e.reason() != TreeException.Reason.UNSUPPORTED) {
      throw e;
    }
    return otherwise;
  }
}
