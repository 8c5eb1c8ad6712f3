package lockstep.it;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.linux.Dirents;

/// Puts a link in the place of an entry and the entry back, as fast as it can.
final class Swapper implements AutoCloseable {
  private final Folder folder;
  private final String name;
  private final String aside;
  private final String leadsTo;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread thread;
  private final AtomicLong swaps = new AtomicLong();

  /// @param name of the entry; where there is none, one is waited for
  /// @param aside the name of the link while it is not in the entry's place, and else the entry's
  /// @param leadsTo where the link leads
  Swapper(Folder folder, String name, String aside, String leadsTo) {
    this.folder = folder;
    this.name = name;
    this.aside = aside;
    this.leadsTo = leadsTo;
    thread = Thread.ofPlatform().start(this::run);
  }

  private void run() {
    while (!over.get()) {
      makeLink();
      for (int i = 0; i < 50 && folder.exchange(name, folder, aside) == 0; i++) {
        swaps.incrementAndGet();
      }
    }
    if (isLink(name)) {
      folder.exchange(name, folder, aside);
    }
  }

  /// Whoever makes both sides equal takes the link away.
  private void makeLink() {
    if (!isLink(name) && !isLink(aside)) {
      folder.remove(aside);
      folder.symlink(leadsTo, aside);
    }
  }

  private boolean isLink(String entry) {
    return folder.list().stream()
        .anyMatch(item -> item.name().equals(entry) && item.type() == Dirents.DT_LNK);
  }

  long swaps() {
    return swaps.get();
  }

  @Override
  public void close() {
    over.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
