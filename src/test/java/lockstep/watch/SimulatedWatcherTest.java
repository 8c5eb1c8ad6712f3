package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.MemoryWriter;
import lockstep.tree.TreeException;
import lockstep.watch.Watcher.Watch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The production decoder on simulated records.
final class SimulatedWatcherTest {
  private Instant now = Instant.ofEpochSecond(1000);
  private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> now);
  private final MemoryTree tree = fs.tree();
  private final MemoryWriter writer = fs.writer();
  private final SimulatedWatcher watcher = new SimulatedWatcher(fs, () -> now, false, () -> {});
  private final List<String> events = new ArrayList<>();
  private final Watcher.Sink sink =
      new Watcher.Sink() {
        @Override
        public void event(Event event) {
          events.add(text(event));
        }

        @Override
        public void rootGone(String what) {
          events.add("gone: " + what);
        }
      };

  private static String text(Event event) {
    return switch (event) {
      case Event.Create create -> "create " + create.path();
      case Event.Modify modify -> "modify " + modify.path() + (modify.closed() ? " closed" : "");
      case Event.Attrib attrib -> "attrib " + attrib.path();
      case Event.Delete delete -> "delete " + delete.path();
      case Event.Move move -> "move " + move.from() + " " + move.to();
      case Event.Rescan rescan ->
          "rescan '" + rescan.path() + "' " + rescan.since().getEpochSecond();
    };
  }

  @BeforeEach
  void start() throws TreeException {
    writer.mkdirs("d");
    writer.mkdirs("e");
    assertEquals(Watch.WATCHED, watch(""));
    assertEquals(Watch.WATCHED, watch("d"));
    assertEquals(Watch.WATCHED, watch("e"));
  }

  private Watch watch(String path) throws TreeException {
    RelativePath watched = RelativePath.of(path);
    try (Directory directory = tree.open(watched)) {
      return watcher.watch(watched, directory);
    }
  }

  private void expect(String... expected) {
    watcher.flush(() -> {});
    watcher.drain(sink);
    assertEquals(String.join("\n", expected), String.join("\n", events));
    events.clear();
  }

  @Test
  void tellsWhatWritersDo() throws TreeException {
    writer.write("d/f", "1");
    expect("create d/f", "modify d/f", "modify d/f closed");
    writer.rename("d/f", "e/f");
    expect("move d/f e/f");
    writer.rename("d", "e/d");
    writer.write("e/d/g", "1");
    expect("move d e/d", "create e/d/g", "modify e/d/g", "modify e/d/g closed");
    writer.mkdirs("out");
    writer.rename("e/d", "out/d");
    expect("create out", "delete e/d");
    assertEquals(2, watcher.size());
  }

  @Test
  void nothingIsToldBeforeItIsReceived() {
    writer.write("d/f", "1");
    watcher.drain(sink);
    assertEquals(List.of(), events);
    watcher.receive(1);
    watcher.drain(sink);
    assertEquals(List.of("create d/f"), events);
    assertEquals(2, watcher.queued());
  }

  @Test
  void halfARenameWaits() {
    writer.write("f", "1");
    expect("create f", "modify f", "modify f closed");
    writer.rename("f", "g");
    watcher.receive(1);
    watcher.drain(sink);
    assertTrue(watcher.isWaiting());
    assertEquals(List.of(), events);
    expect("move f g");
    writer.rename("g", "h");
    watcher.receive(1);
    watcher.drain(sink);
    now = now.plusSeconds(1);
    watcher.drain(sink);
    assertEquals(List.of("delete g"), events);
    events.clear();
    expect("create h");
  }

  @Test
  void anOverflowIsARescanSinceTheQueueWasEmpty() {
    watcher.queueLimit(2);
    now = now.plusSeconds(60);
    writer.write("d/f", "1");
    now = now.plusSeconds(60);
    expect("create d/f", "modify d/f", "rescan '' 999");
    writer.truncate("d/f", 0);
    expect("modify d/f");
  }

  @Test
  void watchesRunOut() throws TreeException {
    watcher.watchLimit(3);
    writer.mkdirs("n");
    assertEquals(Watch.OUT_OF_WATCHES, watch("n"));
    writer.delete("d");
    expect("create n", "delete d");
    assertEquals(Watch.WATCHED, watch("n"));
    var paths = new ArrayList<String>();
    watcher.forEach((descriptor, path) -> paths.add(descriptor + " " + path));
    assertEquals(List.of("1 ", "3 e", "4 n"), paths);
  }

  @Test
  void anUnmountedRootIsGone() {
    fs.unmount();
    expect("gone: was unmounted");
  }
}
