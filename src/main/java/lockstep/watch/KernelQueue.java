package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Inotify;
import lockstep.linux.Poll;

/// One inotify instance, with a counter that wakes the thread which waits for it.
///
/// Its numbers must not be closed while another thread is using them: they would soon stand for
/// something else. So whoever uses it enters first, and the last one to leave after [#close] closes
/// it.
final class KernelQueue {
  private static final int WATCHED =
      Inotify.IN_CREATE
          | Inotify.IN_DELETE
          | Inotify.IN_MOVED_FROM
          | Inotify.IN_MOVED_TO
          | Inotify.IN_MODIFY // what is never closed, or truncated without being opened
          | Inotify.IN_CLOSE_WRITE
          | Inotify.IN_ATTRIB
          | Inotify.IN_ONLYDIR
          | Inotify.IN_DONT_FOLLOW
          | Inotify.IN_EXCL_UNLINK; // writes to files that have no name any more

  /// Of other directories the records of their parents tell.
  private static final int ROOT = Inotify.IN_DELETE_SELF | Inotify.IN_MOVE_SELF;

  /// What wakes: the number 1. Nobody moves its position, so that all threads may write it.
  private static final ByteBuffer ONE =
      ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, 1);

  private final ByteBuffer counter = ByteBuffer.allocateDirect(8);
  private final int inotify;
  private final int wakeup;
  private final int[] both;
  private final int[] wakeupOnly;
  private int users = 1;
  private boolean closed;

  private KernelQueue(int inotify, int wakeup) {
    this.inotify = inotify;
    this.wakeup = wakeup;
    both = new int[] {inotify, wakeup};
    wakeupOnly = new int[] {wakeup};
  }

  /// @throws WatchException if there are too many, with the way out
  static KernelQueue open() throws WatchException {
    int inotify = Inotify.inotify_init1(Inotify.IN_NONBLOCK | Inotify.IN_CLOEXEC);
    if (inotify == -Errno.EMFILE) {
      throw new WatchException(
          "inotify_init1: "
              + Errno.text(inotify)
              + ": raise fs.inotify.max_user_instances (sysctl), or the limit of open files");
    }
    if (inotify < 0) {
      throw new WatchException("inotify_init1: " + Errno.text(inotify));
    }
    int wakeup = Poll.eventfd();
    if (wakeup < 0) {
      Files.close(inotify);
      throw new WatchException("eventfd: " + Errno.text(wakeup));
    }
    return new KernelQueue(inotify, wakeup);
  }

  /// Begins to use it; [#leave] ends that.
  ///
  /// @return false when it is closed
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    users++;
    return true;
  }

  synchronized void leave() {
    if (--users == 0) {
      Files.close(inotify);
      Files.close(wakeup);
    }
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      wake();
      leave();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// Watches an open directory. May take long where its file system hangs.
  ///
  /// The path leads through the descriptor, so it means this directory wherever it is now, and the
  /// dot makes it one that is no link.
  ///
  /// @return the watch descriptor, or a negative errno
  int add(int directory, boolean root) {
    byte[] path = ("/proc/self/fd/" + directory + "/.").getBytes(StandardCharsets.US_ASCII);
    return Inotify.inotify_add_watch(inotify, path, root ? WATCHED | ROOT : WATCHED);
  }

  /// Removes a watch; that the kernel has removed it before is no error.
  void remove(int wd) {
    Inotify.inotify_rm_watch(inotify, wd);
  }

  /// How many bytes of records wait.
  int queued() {
    return Math.max(Inotify.ioctl_fionread(inotify), 0);
  }

  /// Reads as many records as fit.
  ///
  /// @return how many bytes, or a negative errno, EAGAIN if there is nothing
  int read(ByteBuffer direct) {
    return Files.read(inotify, direct);
  }

  /// Waits for records or [#wake].
  ///
  /// @return false when the time is over
  boolean awaitRecords(int millis) {
    return await(both, millis);
  }

  /// Waits for [#wake].
  void awaitWake() {
    await(wakeupOnly, -1);
  }

  private boolean await(int[] descriptors, int millis) {
    int ready = Poll.poll(descriptors, millis);
    if (ready > 0) {
      Files.read(wakeup, counter); // EAGAIN if it was the other one
    }
    return ready != 0;
  }

  void wake() {
    Files.write(wakeup, ONE);
  }
}
