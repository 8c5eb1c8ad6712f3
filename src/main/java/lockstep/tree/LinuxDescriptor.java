package lockstep.tree;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.linux.Files;

/// A file descriptor that is closed once, however often that is asked for: by the second time its
/// number may be somebody else's.
final class LinuxDescriptor {
  private static final int CLOSED = -1;

  private final AtomicInteger number;

  LinuxDescriptor(int number) {
    this.number = new AtomicInteger(number);
  }

  /// @throws IllegalStateException after it was closed
  int number() {
    int open = number.get();
    if (open == CLOSED) {
      throw new IllegalStateException("closed");
    }
    return open;
  }

  /// What `close(2)` returns is of no use to a caller: the descriptor is gone whatever it is, and
  /// what was written is asked for with `fsync`.
  void close() {
    int open = number.getAndSet(CLOSED);
    if (open != CLOSED) {
      Files.close(open);
    }
  }
}
