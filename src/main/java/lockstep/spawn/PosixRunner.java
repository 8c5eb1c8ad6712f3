package lockstep.spawn;

import java.io.File;
import java.util.List;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Spawn;
import lockstep.linux.Spawn.FileAction;

/// Starts programs with `posix_spawn(3)`.
///
/// `java.lang.ProcessBuilder` turns arguments into the locale's encoding and loses bytes that have
/// no place in it, and knows no process groups.
public final class PosixRunner implements ProcessRunner {
  private static final byte[] NULL_DEVICE = {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l'};

  /// Lists numbers, none of them a name that is bytes.
  private static final File OPEN = new File("/proc/self/fd");

  private final List<byte[]> environment;

  /// @param environment of all programs: strings `NAME=value`
  public PosixRunner(List<byte[]> environment) {
    this.environment = List.copyOf(environment);
  }

  @Override
  public Running start(Command command, Listener listener) {
    var input = new int[2];
    var output = new int[2];
    int failed = pipe(output);
    if (failed == 0) {
      failed = pipe(input);
      if (failed < 0) {
        close(output);
      }
    }
    if (failed < 0) {
      return refused(command, listener, failed);
    }
    int pid = spawn(command, input[0], output[1]);
    Files.close(input[0]);
    Files.close(output[1]);
    if (pid < 0) {
      Files.close(input[1]);
      Files.close(output[0]);
      return refused(command, listener, pid);
    }
    return new Child(command, pid, input[1], output[0], listener);
  }

  private int spawn(Command command, int input, int output) {
    keepToOurselves();
    FileAction in =
        command.input().length == 0
            ? new FileAction.Open(0, NULL_DEVICE, Open.O_RDONLY, 0)
            : new FileAction.Dup2(input, 0);
    List<FileAction> actions =
        List.of(in, new FileAction.Dup2(output, 1), new FileAction.Dup2(output, 2));
    int flags = Spawn.POSIX_SPAWN_SETSID;
    return Spawn.posix_spawnp(command.program(), actions, flags, command.arguments(), environment);
  }

  /// Has the kernel close in the child what is open here. The virtual machine does not see to that:
  /// a child would hold its sockets and archives.
  private static void keepToOurselves() {
    String[] open = OPEN.list();
    for (String fd : open == null ? new String[0] : open) {
      if (fd.length() > 1 || fd.charAt(0) > '2') {
        Processes.fcntl(Integer.parseInt(fd), Processes.F_SETFD, Processes.FD_CLOEXEC);
      }
    }
  }

  private static int pipe(int[] ends) {
    return Processes.pipe2(ends, Open.O_CLOEXEC);
  }

  private static void close(int[] ends) {
    Files.close(ends[0]);
    Files.close(ends[1]);
  }

  private static Running refused(Command command, Listener listener, int errno) {
    Child.thread(command, "end", () -> listener.ended(new End.NotStarted(Errno.text(errno))));
    return () -> {};
  }
}
