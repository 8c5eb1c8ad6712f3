package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Waiting for descriptors: `poll(2)`, and `eventfd(2)` to be woken by.
public final class Poll {
  private static final short POLLIN = 1;
  private static final short POLLERR = 8;
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;
  private static final int SIZE = 8; // struct pollfd: int fd; short events, revents

  /// One bit of an `int` each, the sign left out.
  private static final int MOST = 31;

  private static final MemorySegment POLL = Libc.find("poll");
  private static final MemorySegment EVENTFD = Libc.find("eventfd");

  private Poll() {}

  /// Waits until one of the descriptors can be read, has failed or was hung up.
  ///
  /// @param fds at most 31
  /// @param timeoutMillis -1 waits without end
  /// @return a set of bits, bit `i` standing for `fds[i]`; 0 when the time is over; or a negative
  ///   errno (EINTR)
  public static int poll(int[] fds, int timeoutMillis) {
    Objects.checkFromToIndex(0, fds.length, MOST);
    Frame frame = Frame.current();
    for (int i = 0; i < fds.length; i++) {
      frame.structure.set(ValueLayout.JAVA_INT, (long) i * SIZE, fds[i]);
      frame.structure.set(ValueLayout.JAVA_INT, (long) i * SIZE + 4, POLLIN);
    }
    int result = frame.call(POLL, frame.structure.address(), fds.length, timeoutMillis);
    return result <= 0 ? result : ready(frame.structure, fds.length);
  }

  /// Whether an error stands on a descriptor (POLLERR). `/proc/self/mountinfo` says so once after
  /// each change of the mounts.
  public static boolean hasError(int fd) {
    Frame frame = Frame.current();
    frame.structure.set(ValueLayout.JAVA_INT, 0, fd);
    frame.structure.set(ValueLayout.JAVA_INT, 4, 0);
    return frame.call(POLL, frame.structure.address(), 1, 0) > 0
        && (frame.structure.get(ValueLayout.JAVA_SHORT, 6) & POLLERR) != 0;
  }

  private static int ready(MemorySegment polled, int count) {
    int ready = 0;
    for (int i = 0; i < count; i++) {
      boolean set = polled.get(ValueLayout.JAVA_SHORT, (long) i * SIZE + 6) != 0;
      ready |= set ? 1 << i : 0;
    }
    return ready;
  }

  /// A counter that can be polled: writing eight bytes adds to it, reading eight takes all of it.
  /// Never blocks, closed by `exec`.
  public static int eventfd() {
    return Frame.current().call(EVENTFD, 0, EFD_CLOEXEC | EFD_NONBLOCK);
  }
}
