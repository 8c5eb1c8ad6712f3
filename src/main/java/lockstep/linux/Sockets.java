package lockstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sockets of the family `AF_UNIX`, which the JDK does not offer for datagrams.
///
/// Addresses are the bytes of `sun_path`: a path, or a NUL and an abstract name. All methods return
/// a negative errno for a failure.
public final class Sockets {
  public static final int AF_UNIX = 1;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int MSG_NOSIGNAL = 0x4000;

  private static final int SUN_PATH = 2;
  private static final int SUN_PATH_MAX = 108;

  private static final MemorySegment SOCKET = Libc.find("socket");
  private static final MemorySegment BIND = Libc.find("bind");
  private static final MemorySegment CONNECT = Libc.find("connect");
  private static final MemorySegment SENDTO = Libc.find("sendto");

  private Sockets() {}

  public static int socket(int domain, int type, int protocol) {
    return Frame.current().call(SOCKET, domain, type, protocol);
  }

  public static int bind(int fd, byte[] sunPath) {
    return addressed(BIND, fd, sunPath);
  }

  public static int connect(int fd, byte[] sunPath) {
    return addressed(CONNECT, fd, sunPath);
  }

  private static int addressed(MemorySegment function, int fd, byte[] sunPath) {
    if (sunPath.length > SUN_PATH_MAX) {
      return -Errno.ENAMETOOLONG;
    }
    Frame frame = Frame.current();
    return frame.call(function, fd, address(frame, sunPath), SUN_PATH + sunPath.length);
  }

  /// Sends a datagram.
  ///
  /// @return how many bytes were sent
  public static int sendto(int fd, byte[] message, int flags, byte[] sunPath) {
    if (sunPath.length > SUN_PATH_MAX) {
      return -Errno.ENAMETOOLONG;
    }
    Frame frame = Frame.current();
    long to = address(frame, sunPath);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      long from = bytes.address();
      int length = SUN_PATH + sunPath.length;
      return frame.call(SENDTO, fd, from, message.length, flags, to, length);
    }
  }

  private static long address(Frame frame, byte[] sunPath) {
    MemorySegment address = frame.structure;
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(sunPath, 0, address, ValueLayout.JAVA_BYTE, SUN_PATH, sunPath.length);
    return address.address();
  }
}
