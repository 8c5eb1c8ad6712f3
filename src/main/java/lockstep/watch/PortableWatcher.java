package lockstep.watch;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

/// Watches a whole tree by what the Java library offers on this system; for where [InotifyWatcher]
/// cannot be used.
///
/// It knows less: not when a writer closes a file (so files are taken after a quiet spell), no
/// renames (they are a removal and a creation), on some systems no changes of owner or mode alone,
/// and nothing of the root itself but that it is gone. A name that is no text in the current locale
/// makes its directory be compared.
public final class PortableWatcher implements Watcher {
  /// Events that wait at most; more are folded into a comparison of the whole tree.
  private static final int MOST = 100_000;

  /// How late an event may be at the worst, by observation of other programs; no system promises
  /// anything.
  private static final Duration LATEST = Duration.ofSeconds(60);

  private final Path root;
  private final Runnable onReady;
  private final DirectoryWatcher watcher;
  private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicBoolean announced = new AtomicBoolean();
  private volatile Instant complete = Instant.now();
  private volatile @Nullable String ended;
  private volatile boolean closed;
  private boolean endReported;

  /// @param onReady runs on another thread when there is something to drain, once until [#drain];
  ///   must not block
  /// @throws WatchException if the tree cannot be watched
  public PortableWatcher(Path root, Runnable onReady) throws WatchException {
    this.root = root.toAbsolutePath().normalize();
    this.onReady = onReady;
    try {
      watcher =
          DirectoryWatcher.builder()
              .path(this.root)
              .fileHashing(false)
              .listener(new Listener())
              .logger(NOPLogger.NOP_LOGGER) // it would write names as they are
              .build();
    } catch (IOException e) {
      throw new WatchException("the source cannot be watched: " + e.getMessage());
    }
    Thread.ofPlatform().daemon().name("lockstep-watch").start(this::run);
  }

  private void run() {
    String reason = "the source directory is gone";
    try {
      watcher.watch();
    } catch (RuntimeException e) {
      reason = "watching the source ended: " + e; // whatever the library met, it is over
    }
    if (!closed) {
      ended = reason;
      announce();
    }
  }

  private final class Listener implements DirectoryChangeListener {
    @Override
    public void onEvent(DirectoryChangeEvent change) {
      switch (change.eventType()) {
        case OVERFLOW -> lost();
        case CREATE, MODIFY, DELETE -> offer(decode(change));
      }
    }

    /// The library met something in one directory and goes on with the next.
    @Override
    public void onException(Exception e) {
      if (!(e instanceof NoSuchFileException)) { // of a directory that was gone at once
        lost();
      }
    }

    private void lost() {
      offer(new Event.Rescan(RelativePath.ROOT, complete));
      complete = Instant.now().minus(LATEST);
    }
  }

  private Event decode(DirectoryChangeEvent change) {
    RelativePath path = RelativePath.ROOT;
    for (Path name : root.relativize(change.path())) {
      String text = name.toString();
      if (!isFaithful(text)) {
        return new Event.Rescan(path, Instant.now().minus(LATEST));
      }
      path = text.isEmpty() ? path : path.resolve(text.getBytes(StandardCharsets.UTF_8));
    }
    boolean directory = change.isDirectory();
    return switch (change.eventType()) {
      case CREATE ->
          path.isRoot()
              ? new Event.Attrib(path, true)
              : new Event.Create(path, directory, directory);
      case MODIFY -> directory ? new Event.Attrib(path, true) : new Event.Modify(path, false);
      case DELETE ->
          path.isRoot() ? new Event.Attrib(path, true) : new Event.Delete(path, directory);
      case OVERFLOW -> new Event.Rescan(RelativePath.ROOT, complete);
    };
  }

  /// Whether the bytes of a name can be had back from its text: the Java library puts U+FFFD where
  /// it could not decode.
  private static boolean isFaithful(String name) {
    return name.indexOf('\ufffd') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  private void offer(Event event) {
    if (count.incrementAndGet() > MOST) {
      waiting.clear();
      count.set(1);
      waiting.add(new Event.Rescan(RelativePath.ROOT, complete));
    } else {
      waiting.add(event);
    }
    announce();
  }

  private void announce() {
    if (!announced.getAndSet(true)) {
      onReady.run();
    }
  }

  /// Does nothing: the whole tree is watched from the start, and new directories by themselves.
  @Override
  public Watch watch(RelativePath path, Directory directory) {
    return Watch.WATCHED;
  }

  @Override
  public void drain(Sink sink) {
    announced.set(false);
    String end = ended;
    Event event = waiting.poll();
    while (event != null) {
      count.decrementAndGet();
      sink.event(event);
      event = waiting.poll();
    }
    if (end != null && !endReported) {
      endReported = true;
      sink.rootGone(end);
    }
  }

  /// No system tells whether more is on its way. So whatever changed lately is found by a
  /// comparison.
  @Override
  public void flush(Runnable done) {
    offer(new Event.Rescan(RelativePath.ROOT, Instant.now().minus(LATEST)));
    done.run();
  }

  @Override
  public boolean flushesAtOnce() {
    return false;
  }

  /// One, which stands for the whole tree.
  @Override
  public int size() {
    return 1;
  }

  @Override
  public void forEach(Visitor visitor) {
    visitor.watched(1, RelativePath.ROOT);
  }

  @Override
  public void close() {
    closed = true;
    try {
      watcher.close();
    } catch (IOException e) {
      // Nothing more is wanted of it, and its thread is a daemon.
      waiting.clear();
    }
  }
}
