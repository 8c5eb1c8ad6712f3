package lockstep.linux;

import java.lang.foreign.MemorySegment;

/// `truncate(2)` by path, which closes nothing; the program has no use for it, its tests do.
public final class Truncate {
  private static final MemorySegment TRUNCATE = Libc.find("truncate");

  private Truncate() {}

  /// @return 0 or a negative errno
  public static int truncate(byte[] path, long length) {
    Frame frame = Frame.current();
    return frame.call(TRUNCATE, frame.path(path), length);
  }
}
