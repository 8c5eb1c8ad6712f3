package lockstep.tree;

import java.nio.ByteBuffer;

/// One thread's memory for what goes through Java's hands: file content on the way, values of
/// attributes.
final class LinuxBuffer {
  /// Twice what an attribute can take; more makes copying no faster, and there may be many threads.
  static final int SIZE = 128 * 1024;

  private static final ThreadLocal<ByteBuffer> CURRENT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE));

  private LinuxBuffer() {}

  /// The buffer of this thread, cleared: nobody who calls this may count on what was in it.
  static ByteBuffer current() {
    return CURRENT.get().clear();
  }
}
