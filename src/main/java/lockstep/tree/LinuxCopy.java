package lockstep.tree;

import java.nio.ByteBuffer;
import lockstep.linux.Errno;
import lockstep.linux.Files;

/// Moves content from one open file to another, at the same position.
final class LinuxCopy {
  /// Up to here reading and writing is as fast as a copy in the kernel.
  private static final long SMALL = 64 * 1024;

  /// So that one call does not keep a thread for minutes where the target is slow.
  private static final long STEP = 64 * 1024 * 1024;

  private LinuxCopy() {}

  /// Copies with `copy_file_range`, until the end or the first failure.
  ///
  /// Whatever the failure is (most often EXDEV: another file system), reading and writing goes on
  /// from there, and meets it again if it is a real one. A copy of nothing is no proof that the
  /// source has ended: some file systems say so for files whose size they do not know.
  ///
  /// @return how many bytes were copied
  static long inKernel(LinuxFile source, LinuxFile target, long position, long length) {
    long copied = 0;
    int result = length > SMALL ? 1 : 0;
    while (copied < length && (result > 0 || result == -Errno.EINTR)) {
      long at = position + copied;
      long step = Math.min(STEP, length - copied);
      result = Files.copy_file_range(source.number(), at, target.number(), at, step);
      copied += Math.max(result, 0);
    }
    return copied;
  }

  /// Copies by reading and writing.
  ///
  /// @return how many bytes were copied; less than `length` where the source ended
  static long throughBuffer(OpenFile source, LinuxFile target, long position, long length)
      throws TreeException {
    long copied = 0;
    int read = 1;
    while (copied < length && read > 0) {
      ByteBuffer buffer = LinuxBuffer.current();
      buffer.limit((int) Math.min(buffer.capacity(), length - copied));
      read = source.read(buffer, position + copied);
      target.write(buffer.flip(), position + copied);
      copied += read;
    }
    return copied;
  }
}
