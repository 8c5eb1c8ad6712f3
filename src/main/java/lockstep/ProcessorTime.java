package lockstep;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lockstep.linux.Files;
import lockstep.linux.Open;

/// For how long a thread has had a processor or waited for one, as `/proc/thread-self/schedstat`
/// tells: the rest of its time it has waited for something else, such as a disk.
final class ProcessorTime {
  private static final byte[] FILE =
      "/proc/thread-self/schedstat".getBytes(StandardCharsets.US_ASCII);

  /// Three numbers of 20 digits at most.
  private static final int LONGEST = 64;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(LONGEST));

  private ProcessorTime() {}

  /// Nanoseconds of the calling thread, or -1 where the kernel does not count them.
  static long nanos() {
    int fd = Open.openat(Open.AT_FDCWD, FILE, Open.O_RDONLY | Open.O_CLOEXEC, 0);
    if (fd < 0) {
      return -1;
    }
    ByteBuffer text = BUFFER.get().clear();
    int length = Files.read(fd, text);
    Files.close(fd);
    return length <= 0 ? -1 : number(text) + number(text);
  }

  /// The number at the buffer's position, which moves past the space after it.
  private static long number(ByteBuffer text) {
    long number = 0;
    for (byte digit = text.get(); digit >= '0' && digit <= '9'; digit = text.get()) {
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
