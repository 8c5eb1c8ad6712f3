package lockstep.linux;

import static lockstep.linux.Texts.bytes;
import static lockstep.linux.Texts.direct;
import static lockstep.linux.Texts.succeeded;
import static lockstep.linux.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lockstep.linux.Spawn.FileAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Children, which are shells here.
final class SpawnTest {
  private static final byte[] SH = bytes("/bin/sh");

  @TempDir Path temporary;

  private static List<byte[]> strings(String... strings) {
    return Arrays.stream(strings).map(Texts::bytes).toList();
  }

  private static int statusOf(int pid) {
    var status = new int[1];
    assertEquals(succeeded(pid), Processes.waitpid(pid, status, 0));
    return status[0];
  }

  /// What a child writes, its standard output being a pipe.
  private static String output(int flags, List<byte[]> arguments, List<byte[]> environment) {
    var pipe = new int[2];
    succeeded(Processes.pipe2(pipe, Open.O_CLOEXEC));
    List<FileAction> actions = List.of(new FileAction.Dup2(pipe[1], 1));
    int pid = succeeded(Spawn.posix_spawn(SH, actions, flags, arguments, environment));
    Files.close(pipe[1]);
    String output = readAll(pipe[0]);
    Files.close(pipe[0]);
    assertEquals(0, statusOf(pid));
    return output;
  }

  private static String readAll(int fd) {
    ByteBuffer buffer = direct(65536);
    int length = succeeded(Files.read(fd, buffer));
    while (length > 0) {
      buffer.position(buffer.position() + length);
      length = succeeded(Files.read(fd, buffer));
    }
    return text(buffer, buffer.position());
  }

  @Test
  void argumentsAndEnvironmentAreBytes() {
    String script = "printf '%s|' \"$@\" \"$X\"";
    assertEquals(
        "\u00ff\n||a b|\u00fe|",
        output(0, strings("sh", "-c", script, "sh", "\u00ff\n", "", "a b"), strings("X=\u00fe")));
  }

  @Test
  void theChildHasASessionOfItsOwnIfItIsAskedFor() {
    // Fields of stat(5) behind the name: state, parent, process group, session.
    String script = "read stat < /proc/$$/stat; set -- ${stat##*)}; test $4 = $$ && echo own";
    assertEquals("own\n", output(Spawn.POSIX_SPAWN_SETSID, strings("sh", "-c", script), List.of()));
    assertEquals("other\n", output(0, strings("sh", "-c", script + " || echo other"), List.of()));
  }

  @Test
  void noSignalIsBlockedAndSigpipeIsNotIgnored() {
    String script = "grep -E 'SigBlk|SigIgn' /proc/self/status";
    List<byte[]> path = strings("PATH=/usr/bin:/bin");
    List<String> lines = output(0, strings("sh", "-c", script), path).lines().toList();
    assertEquals("SigBlk:\t0000000000000000", lines.getFirst());
    long ignored = Long.parseUnsignedLong(lines.getLast().substring("SigIgn:\t".length()), 16);
    assertEquals(0, ignored & 1L << 12);
  }

  @Test
  void filesAreOpenedAndClosed() throws Exception {
    Path file = temporary.resolve("output");
    int flags = Open.O_WRONLY | Open.O_CREAT;
    List<FileAction> actions =
        List.of(new FileAction.Open(1, bytes(file), flags, 0600), new FileAction.Close(0));
    List<byte[]> arguments = strings("sh", "-c", "echo here; test ! -e /proc/self/fd/0");
    assertEquals(0, statusOf(Spawn.posix_spawn(SH, actions, 0, arguments, List.of())));
    assertEquals("here\n", java.nio.file.Files.readString(file));
  }

  @Test
  void tellsHowAChildEnded() {
    int seven =
        statusOf(Spawn.posix_spawn(SH, List.of(), 0, strings("sh", "-c", "exit 7"), List.of()));
    assertEquals(0, Processes.signal(seven));
    assertEquals(7, Processes.exitStatus(seven));

    int killed =
        statusOf(Spawn.posix_spawn(SH, List.of(), 0, strings("sh", "-c", "kill -9 $$"), List.of()));
    assertEquals(9, Processes.signal(killed));

    assertEquals(
        -Errno.ECHILD, Processes.waitpid(Processes.getpid(), new int[1], Processes.WNOHANG));
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    byte[] none = bytes(temporary + "/none");
    assertEquals(-Errno.ENOENT, Spawn.posix_spawn(none, List.of(), 0, strings("none"), List.of()));
    assertEquals(
        -Errno.EACCES, Spawn.posix_spawn(bytes(temporary), List.of(), 0, strings("x"), List.of()));
    assertEquals(
        0, statusOf(Spawn.posix_spawnp(bytes("true"), List.of(), 0, strings("true"), List.of())));
  }
}
