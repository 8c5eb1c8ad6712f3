package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_CLOEXEC;
import static lockstep.linux.Open.O_RDWR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.ConfigurationException;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Spawn;
import lockstep.linux.Spawn.FileAction;

/// Running as a daemon.
///
/// A virtual machine cannot fork. So the program starts itself anew, in a session of its own and
/// with one more option that names a pipe, and waits at the other end. The daemon keeps standard
/// error until it is watching, so whatever goes wrong before that is seen where it was started, and
/// the exit status is the daemon's. Then it lets go of the terminal and writes a byte into the
/// pipe, at which the first process exits with 0.
final class Background {
  private static final String PROPERTY = "lockstep.background";
  private static final byte[] SELF = ascii("/proc/self/exe");
  private static final byte[] NULL = ascii("/dev/null");
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final int pipe;

  private Background(int pipe) {
    this.pipe = pipe;
  }

  /// Whether this process is the daemon and not the one that starts it.
  static boolean isDaemon() {
    return System.getProperty(PROPERTY) != null;
  }

  /// In the daemon: the way to tell that it is watching.
  static Background ofDaemon() {
    int pipe = Integer.getInteger(PROPERTY, -1);
    Processes.fcntl(pipe, Processes.F_SETFD, Processes.FD_CLOEXEC);
    return new Background(pipe);
  }

  /// Lets go of the terminal, and of the process that waits.
  void ready() {
    int nothing = Open.openat(AT_FDCWD, NULL, O_RDWR | O_CLOEXEC, 0);
    for (int fd = 0; fd <= 2; fd++) {
      Processes.dup2(nothing, fd);
    }
    Files.close(nothing);
    Files.write(pipe, ByteBuffer.allocateDirect(1));
    Files.close(pipe);
  }

  /// Starts the daemon and waits until it is watching or has ended.
  ///
  /// @return the exit status for this process
  static int start(Arguments arguments) throws ConfigurationException {
    if (arguments.launcher().isEmpty()) {
      throw new ConfigurationException("cannot start a daemon from here; use -nodaemon");
    }
    var ends = new int[2];
    int error = Processes.pipe2(ends, O_CLOEXEC);
    int daemon = error < 0 ? error : spawn(arguments, ends[1]);
    if (daemon < 0) {
      throw new ConfigurationException("cannot start the daemon: " + Errno.text(daemon));
    }
    Files.close(ends[1]);
    Signals.receive(signal -> forward(signal, daemon));
    return Files.read(ends[0], ByteBuffer.allocateDirect(1)) == 1 ? Exit.SUCCESS : await(daemon);
  }

  private static int spawn(Arguments arguments, int pipe) throws ConfigurationException {
    int there = pipe == 3 ? 4 : 3; // never the same number, which would keep close-on-exec
    List<FileAction> actions =
        List.of(
            new FileAction.Dup2(pipe, there),
            new FileAction.Open(0, NULL, O_RDWR, 0),
            new FileAction.Open(1, NULL, O_RDWR, 0));
    var words = new ArrayList<>(arguments.launcher());
    words.add(1, ascii("-D" + PROPERTY + "=" + there));
    words.addAll(arguments.words());
    try {
      return Spawn.posix_spawn(
          SELF, actions, Spawn.POSIX_SPAWN_SETSID, words, Arguments.environment());
    } catch (IOException e) {
      throw new ConfigurationException("cannot read the environment: " + e.getMessage());
    }
  }

  /// Whoever stops this process means the daemon. A terminal that hangs up does not.
  private static void forward(Signals signal, int daemon) {
    switch (signal) {
      case TERM -> Processes.kill(daemon, SIGTERM);
      case INT -> Processes.kill(daemon, SIGINT);
      case HUP -> {}
    }
  }

  private static int await(int daemon) {
    var status = new int[1];
    int ended;
    do {
      ended = Processes.waitpid(daemon, status, 0);
    } while (ended == -Errno.EINTR);
    int signal = Processes.signal(status[0]);
    if (ended < 0 || signal != 0) {
      Console.printError("Error: the daemon was ended by signal " + signal + "\n");
      return Exit.FAILURE;
    }
    return Processes.exitStatus(status[0]);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
