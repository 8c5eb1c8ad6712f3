package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// This process and its children, pipes to them, and locks between processes.
public final class Processes {
  public static final int WNOHANG = 1;

  public static final int SIGHUP = 1;
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;

  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int F_DUPFD_CLOEXEC = 1030;
  public static final int FD_CLOEXEC = 1;

  /// Command of [#lockf]: unlock.
  public static final int F_ULOCK = 0;

  /// Command of [#lockf]: lock, or fail with EACCES or EAGAIN where another process has the lock.
  public static final int F_TLOCK = 2;

  /// Operations of [#flock].
  public static final int LOCK_EX = 2;

  public static final int LOCK_NB = 4;

  /// `fcntl` commands and types of leases.
  public static final int F_SETSIG = 10;

  public static final int F_SETLEASE = 1024;
  public static final int F_RDLCK = 0;
  public static final int F_UNLCK = 2;

  /// Ignored unless a program asks for it.
  public static final int SIGURG = 23;

  private static final MemorySegment GETPID = Libc.find("getpid");
  private static final MemorySegment GETUID = Libc.find("getuid");
  private static final MemorySegment GETEUID = Libc.find("geteuid");
  private static final MemorySegment UMASK = Libc.find("umask");
  private static final MemorySegment CHDIR = Libc.find("chdir");
  private static final MemorySegment KILL = Libc.find("kill");
  private static final MemorySegment SIGNAL = Libc.find("signal");
  private static final MemorySegment WAITPID = Libc.find("waitpid");
  private static final MemorySegment PIPE2 = Libc.find("pipe2");
  private static final MemorySegment DUP2 = Libc.find("dup2");
  private static final MemorySegment FCNTL = Libc.find("fcntl");
  private static final MemorySegment FLOCK = Libc.find("flock");
  private static final MemorySegment LOCKF = Libc.find("lockf");

  private Processes() {}

  public static int getpid() {
    return Frame.current().call(GETPID, 0);
  }

  public static int getuid() {
    return Frame.current().call(GETUID, 0);
  }

  public static int geteuid() {
    return Frame.current().call(GETEUID, 0);
  }

  /// Sets the bits that new files do not get, of the whole process.
  ///
  /// @return what they were before
  public static int umask(int mask) {
    return Frame.current().call(UMASK, mask);
  }

  /// Changes the working directory of the whole process. Java does not notice.
  public static int chdir(byte[] path) {
    Frame frame = Frame.current();
    return frame.call(CHDIR, frame.path(path));
  }

  /// Sends a signal to a process, or to the group `-pid`.
  ///
  /// @return 0 or a negative errno; signal 0 only asks whether the process exists
  public static int kill(int pid, int signal) {
    return Frame.current().call(KILL, pid, signal);
  }

  /// Has the signal do again what it does to a program that knows nothing of it (`SIG_DFL`).
  public static void signal_default(int signal) {
    Frame.current().call(SIGNAL, signal, 0);
  }

  /// Waits until a child ends, or asks whether it has.
  ///
  /// @param status receives the status in its first element; see [#exitStatus] and [#signal]
  /// @param options such as [#WNOHANG]
  /// @return the process that ended, 0 with WNOHANG if none did, or a negative errno (EINTR,
  ///   ECHILD)
  public static int waitpid(int pid, int[] status, int options) {
    Frame frame = Frame.current();
    int result = frame.call(WAITPID, pid, frame.structure.address(), options);
    status[0] = frame.structure.get(ValueLayout.JAVA_INT, 0);
    return result;
  }

  /// The signal that ended a process, or 0 if it ended by itself (`WTERMSIG`).
  public static int signal(int status) {
    return status & 0x7f;
  }

  /// What a process that ended by itself gave to `exit` (`WEXITSTATUS`).
  public static int exitStatus(int status) {
    return status >> 8 & 0xff;
  }

  /// Makes a pipe.
  ///
  /// @param ends receives the end to read from and the end to write to
  /// @param flags such as [Open#O_CLOEXEC]
  public static int pipe2(int[] ends, int flags) {
    Frame frame = Frame.current();
    int result = frame.call(PIPE2, frame.structure.address(), flags);
    ends[0] = frame.structure.get(ValueLayout.JAVA_INT, 0);
    ends[1] = frame.structure.get(ValueLayout.JAVA_INT, 4);
    return result;
  }

  public static int dup2(int fd, int newFd) {
    return Frame.current().call(DUP2, fd, newFd);
  }

  public static int fcntl(int fd, int command, int argument) {
    return Frame.current().callVariadic(FCNTL, fd, command, argument);
  }

  /// Locks `length` bytes from the position of the file, 0 for all. The lock ends when this process
  /// closes any descriptor of the file.
  public static int lockf(int fd, int command, long length) {
    return Frame.current().call(LOCKF, fd, command, length);
  }

  /// Locks an open file or directory, until this opening of it is closed; EAGAIN where somebody
  /// else's has the lock.
  ///
  /// @param operation such as [#LOCK_EX] | [#LOCK_NB]
  public static int flock(int fd, int operation) {
    return Frame.current().call(FLOCK, fd, operation);
  }
}
