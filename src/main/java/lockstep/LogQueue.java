package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Lines on their way to a place that may be slow or stuck: a full pipe, a hanging file system.
/// Whoever logs never waits for it.
///
/// A thread of its own writes them. What does not fit is lost, and the next line that does is
/// preceded by the number of those.
final class LogQueue implements LogSink, AutoCloseable {
  /// Some ten thousand lines: more than any burst, and nothing beside the heap.
  private static final long MOST_CHARACTERS = 2_000_000;

  private static final long STACK = 256 * 1024;

  /// How long the end of the program may be held up by what is not written yet.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// In the place of a category, which is never empty.
  private static final String PROGRESS = "";

  private record Line(Instant time, Severity severity, String category, String text) {}

  private final LogSink place;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final AtomicLong characters = new AtomicLong();
  private final long most;
  private final Line end = new Line(Instant.EPOCH, Severity.NOTICE, "", "");
  private final Thread thread;
  private long lost;

  /// @param place where they are written; closed at the end if it can be
  LogQueue(LogSink place) {
    this(place, MOST_CHARACTERS);
  }

  LogQueue(LogSink place, long most) {
    this.place = place;
    this.most = most;
    thread = Thread.ofPlatform().name("log").daemon().stackSize(STACK).unstarted(this::write);
    thread.start();
  }

  @Override
  public void line(Instant time, Severity severity, String category, String text) {
    var line = new Line(time, severity, category, text);
    if (lost > 0 && !isFull()) {
      add(new Line(time, Severity.WARNING, "Warn", lost + " lines of the log were lost"));
      lost = 0;
    }
    if (isFull()) {
      lost++;
    } else {
      add(line);
    }
  }

  /// Dropped while anything else is waiting: it is out of date in a second, but for the last one,
  /// which is empty.
  @Override
  public void progress(String text) {
    if (text.isEmpty() || characters.get() == 0) {
      add(new Line(Instant.EPOCH, Severity.NOTICE, PROGRESS, text));
    }
  }

  @Override
  public void flush() {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (characters.get() > 0 && System.nanoTime() < limit) {
        Thread.sleep(1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isFull() {
    return characters.get() >= most;
  }

  private void add(Line line) {
    characters.addAndGet(line.text.length());
    lines.add(line);
  }

  @SuppressWarnings("ReferenceEquality") // the end is no line, but that very object
  private void write() {
    try {
      for (Line line = lines.take(); line != end; line = lines.take()) {
        pass(line);
        characters.addAndGet(-line.text.length());
      }
      if (place instanceof AutoCloseable open) {
        open.close();
      }
    } catch (Exception e) {
      Console.printError("Error: internal: the log ended: " + e + "\n");
    }
  }

  private void pass(Line line) {
    if (line.category.equals(PROGRESS)) {
      place.progress(line.text);
    } else {
      place.line(line.time, line.severity, line.category, line.text);
    }
  }

  /// Has the lines written that there are, if that takes no more than a second, and takes no more.
  /// What is stuck is left to itself.
  @Override
  public void close() {
    lines.add(end);
    try {
      boolean _ = thread.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
