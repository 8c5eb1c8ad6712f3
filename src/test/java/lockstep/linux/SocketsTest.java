package lockstep.linux;

import static lockstep.linux.Texts.bytes;
import static lockstep.linux.Texts.direct;
import static lockstep.linux.Texts.succeeded;
import static lockstep.linux.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Datagrams, as systemd takes them for `READY=1`.
final class SocketsTest {
  @TempDir Path temporary;

  private static int socket() {
    return succeeded(Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC, 0));
  }

  private static void exchange(byte[] address) {
    int receiver = socket();
    int sender = socket();
    try {
      assertEquals(0, Sockets.bind(receiver, address));
      byte[] message = bytes("READY=1\nSTATUS=\u00ff");
      assertEquals(16, Sockets.sendto(sender, message, Sockets.MSG_NOSIGNAL, address));
      assertEquals(0, Sockets.connect(sender, address));
      assertEquals(3, Files.write(sender, direct("two")));
      ByteBuffer buffer = direct(100);
      assertEquals("READY=1\nSTATUS=\u00ff", text(buffer, Files.read(receiver, buffer)));
      assertEquals("two", text(buffer, Files.read(receiver, buffer)));
    } finally {
      Files.close(sender);
      Files.close(receiver);
    }
  }

  @Test
  void datagramsGoToAPath() {
    exchange(bytes(temporary.resolve("socket")));
  }

  @Test
  void datagramsGoToAnAbstractName() {
    exchange(bytes("\0lockstep-test-" + Processes.getpid()));
  }

  @Test
  void refusals() {
    int socket = socket();
    byte[] none = bytes(temporary.resolve("none"));
    assertEquals(-Errno.ENOENT, Sockets.connect(socket, none));
    assertEquals(-Errno.ENOENT, Sockets.sendto(socket, bytes("x"), 0, none));
    assertEquals(-Errno.ENAMETOOLONG, Sockets.connect(socket, new byte[109]));
    Files.close(socket);
  }
}
