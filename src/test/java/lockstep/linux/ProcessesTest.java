package lockstep.linux;

import static lockstep.linux.Texts.bytes;
import static lockstep.linux.Texts.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// This process, as the JDK and its children see it.
final class ProcessesTest {
  @TempDir Path temporary;

  @Test
  void knowsItself() throws IOException {
    assertEquals(ProcessHandle.current().pid(), Processes.getpid());
    Path self = Path.of("/proc/self");
    assertEquals(java.nio.file.Files.getAttribute(self, "unix:uid"), Processes.geteuid());
    assertTrue(Processes.getuid() >= 0);
    assertEquals(0, Processes.kill(Processes.getpid(), 0));
    assertEquals(-Errno.EINVAL, Processes.kill(Processes.getpid(), 1000));
  }

  @Test
  void umaskIsSetAndPutBack() {
    int before = Processes.umask(0123);
    assertEquals(0123, Processes.umask(before));
    assertEquals(before, Processes.umask(before));
  }

  @Test
  void aLockKeepsOtherProcessesOut() throws IOException {
    byte[] path = bytes(temporary.resolve("pid"));
    int flags = Open.O_RDWR | Open.O_CREAT | Open.O_CLOEXEC;
    int fd = succeeded(Open.openat(Open.AT_FDCWD, path, flags, 0600));
    assertEquals(0, Processes.lockf(fd, Processes.F_TLOCK, 0));
    assertTrue(locks().contains("POSIX  ADVISORY  WRITE " + Processes.getpid()));
    assertEquals(0, Processes.lockf(fd, Processes.F_ULOCK, 0));
    Files.close(fd);
    try (var channel = FileChannel.open(temporary.resolve("pid"), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      assertTrue(lock.isValid());
    }
  }

  private static String locks() throws IOException {
    return String.join("\n", java.nio.file.Files.readAllLines(Path.of("/proc/locks")));
  }

  @Test
  void devicesAreNumberedAsInC() {
    assertEquals(0x801, Statx.makedev(8, 1));
    assertEquals(0x310345, Statx.makedev(259, 0x345));
    assertEquals(0xabcde456_78912301L, Statx.makedev(0xabcde123, 0x45678901));
  }

  @Test
  void errorsHaveNames() {
    assertEquals(
        List.of("EACCES (Permission denied)", "error 4095"),
        List.of(Errno.text(-13), Errno.text(4095)));
  }
}
