package lockstep.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Several [Writer]s at once, and a [TornReader].
final class Storm implements AutoCloseable {
  private static final int WRITERS = 3;
  private static final long ROUND_MILLIS = 2_000;

  private final Stage stage;
  private final Folder source;
  private final Folder outside;
  private final List<Writer> writers = new ArrayList<>();

  Storm(long seed, Stage stage, Path outside, TreeDifference.Options options) {
    this.stage = stage;
    this.source = Folder.of(stage.source);
    this.outside = Folder.of(outside);
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(i, seed, source, this.outside, options));
    }
  }

  /// See [FileChanges#letTimeGoOn].
  void letTimeGoOn() {
    writers.forEach(Writer::letTimeGoOn);
  }

  /// Writes and reads for a while.
  ///
  /// @param midway is done in the midst of it
  void rage(Task midway) throws Exception {
    var reader = new TornReader(stage.target);
    rage(midway, List.of(reader::run));
    reader.assertNothingTorn();
  }

  /// Writes for a while, but no FIFOs. What the target has meanwhile is not looked at.
  void rageUnseen(Task midway) throws Exception {
    writers.forEach(Writer::withoutFifos);
    rage(midway, List.of());
  }

  /// Something that goes on until it is told to stop.
  private interface Lasting {
    void run(BooleanSupplier over) throws Exception;
  }

  private void rage(Task midway, List<Lasting> others) throws Exception {
    var over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> ends = new ArrayList<>();
      for (Writer writer : writers) {
        ends.add(threads.submit(running(() -> writer.run(over::get))));
      }
      others.forEach(each -> ends.add(threads.submit(running(() -> each.run(over::get)))));
      Thread.sleep(ROUND_MILLIS / 2);
      midway.run();
      Thread.sleep(ROUND_MILLIS / 2);
      over.set(true);
      for (Future<?> end : ends) {
        end.get();
      }
    }
    writers.forEach(Writer::letGo);
  }

  /// Stops the daemon for so long that the kernel's queue overflows.
  void overflow() throws Exception {
    stage.daemon().signal("STOP");
    try (Folder folder = source.open("")) {
      for (int i = 0; folder != null && i < 9_000; i++) {
        folder.append("x", Content.text("o"));
      }
    } finally {
      stage.daemon().signal("CONT");
    }
  }

  /// What is done.
  interface Task {
    void run() throws Exception;
  }

  private static Callable<Void> running(Task task) {
    return () -> {
      task.run();
      return null;
    };
  }

  @Override
  public void close() {
    writers.forEach(Writer::close);
    source.close();
    outside.close();
  }
}
