package lockstep.spawn;

import java.nio.ByteBuffer;
import java.time.Duration;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Processes;

/// A process at work, with the threads that feed it, listen to it and wait for its end. Calls into
/// C would hold on to a virtual thread's carrier, so they are platform threads.
final class Child implements ProcessRunner.Running {
  /// What a pipe holds.
  private static final int BUFFER = 65_536;

  /// How long a process may take to end when it is asked to; rsync removes its temporary file.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// What the process wrote is in the pipe when it has ended, and read in no time. Longer than
  /// that, only processes that it left behind go on writing.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Command command;
  private final int pid;
  private final ProcessRunner.Listener listener;
  private final Object telling = new Object();
  private boolean ending;
  private boolean ended;

  /// @param input the end of a pipe that is written to
  /// @param output the end of a pipe that is read from
  Child(Command command, int pid, int input, int output, ProcessRunner.Listener listener) {
    this.command = command;
    this.pid = pid;
    this.listener = listener;
    if (command.input().length == 0) {
      Files.close(input);
    } else {
      thread(command, "feed", () -> feed(input));
    }
    Thread reader = thread(command, "read", () -> read(output));
    thread(command, "wait", () -> await(reader));
  }

  static Thread thread(Command command, String what, Runnable task) {
    return Thread.ofPlatform().daemon().name(what + " " + command.label()).start(task);
  }

  /// A process that reads no more (EPIPE) has its reasons, and tells them by how it ends.
  private void feed(int fd) {
    byte[] bytes = command.input();
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.min(BUFFER, bytes.length));
    int written = 0;
    while (written < bytes.length) {
      buffer.clear();
      buffer.put(bytes, written, Math.min(buffer.capacity(), bytes.length - written)).flip();
      int result = Files.write(fd, buffer);
      if (result < 0 && result != -Errno.EINTR) {
        break;
      }
      written += Math.max(0, result);
    }
    Files.close(fd);
  }

  private void read(int fd) {
    var lines = new Lines(ProcessRunner.LONGEST, this::tell);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    int length = read(fd, buffer);
    while (length > 0) {
      lines.take(buffer.limit(length));
      buffer.clear();
      length = read(fd, buffer);
    }
    lines.end();
    Files.close(fd);
  }

  private static int read(int fd, ByteBuffer buffer) {
    int length = Files.read(fd, buffer);
    while (length == -Errno.EINTR) {
      length = Files.read(fd, buffer);
    }
    return length;
  }

  private void tell(byte[] line) {
    synchronized (telling) {
      listener.line(line);
    }
  }

  private void await(Thread reader) {
    End end = await();
    try {
      reader.join(LAST_WORDS);
    } catch (InterruptedException _) {
      // nobody interrupts this thread; and the end must be told
    }
    synchronized (telling) {
      listener.ended(end);
    }
  }

  private End await() {
    var status = new int[1];
    int result = Processes.waitpid(pid, status, 0);
    while (result == -Errno.EINTR) {
      result = Processes.waitpid(pid, status, 0);
    }
    synchronized (this) {
      ended = true;
      if (ending) {
        Processes.kill(-pid, Processes.SIGKILL);
      }
      notifyAll();
    }
    int signal = Processes.signal(status[0]);
    return signal == 0 ? new End.Exited(Processes.exitStatus(status[0])) : new End.Killed(signal);
  }

  @Override
  public synchronized void end() {
    if (!ended && !ending) {
      ending = true;
      Processes.kill(-pid, Processes.SIGTERM);
      thread(command, "end", this::kill);
    }
  }

  private synchronized void kill() {
    long deadline = System.nanoTime() + GRACE.toNanos();
    try {
      for (long left = GRACE.toMillis(); !ended && left > 0; left = millisUntil(deadline)) {
        wait(left);
      }
    } catch (InterruptedException _) {
      // nobody interrupts this thread; what is left is to end the process
    }
    if (!ended) {
      Processes.kill(-pid, Processes.SIGKILL);
    }
  }

  private static long millisUntil(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime()).toMillis();
  }
}
