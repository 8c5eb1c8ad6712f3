package lockstep;

import java.nio.charset.StandardCharsets;
import lockstep.linux.Files;
import lockstep.linux.Sockets;

/// Messages to a local daemon that listens on a datagram socket: syslog, systemd.
///
/// Each message names its receiver, so a receiver that was restarted gets the next one. Nothing
/// waits: a message that cannot be taken at once is lost.
final class Datagrams implements AutoCloseable {
  private static final int MSG_DONTWAIT = 0x40;

  private final int fd;
  private final byte[] receiver;

  /// @param receiver a path, or `@` and an abstract name
  Datagrams(String receiver) {
    this.receiver = receiver.getBytes(StandardCharsets.UTF_8);
    if (receiver.startsWith("@")) {
      this.receiver[0] = 0;
    }
    fd = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0);
  }

  /// Whether the message was taken.
  boolean send(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    return Sockets.sendto(fd, bytes, MSG_DONTWAIT | Sockets.MSG_NOSIGNAL, receiver) >= 0;
  }

  @Override
  public void close() {
    if (fd >= 0) {
      Files.close(fd);
    }
  }
}
