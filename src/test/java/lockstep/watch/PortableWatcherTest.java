package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lockstep.linux.Entries;
import lockstep.linux.Open;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortableWatcherTest {
  @TempDir Path root;
  private final Semaphore ready = new Semaphore(0);
  private final Told told = new Told();
  private PortableWatcher watcher;

  @BeforeEach
  void watch() throws Exception {
    watcher = new PortableWatcher(root, ready::release);
    // It is watching when it tells of something.
    for (int i = 0; told.lines.isEmpty(); i++) {
      Files.createFile(root.resolve("probe" + i));
      if (ready.tryAcquire(50, TimeUnit.MILLISECONDS)) {
        watcher.drain(told);
      }
    }
    told.lines.clear();
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  private void await(String... lines) throws InterruptedException {
    while (!told.lines.containsAll(List.of(lines))) {
      assertTrue(ready.tryAcquire(60, TimeUnit.SECONDS), () -> "only " + told.lines);
      watcher.drain(told);
    }
  }

  @Test
  void filesAndDirectories() throws Exception {
    Files.createDirectory(root.resolve("d"));
    await("Create d/ whole");
    Files.writeString(root.resolve("d/f"), "content");
    await("Create d/f");
    Files.writeString(root.resolve("d/f"), "more");
    await("Modify d/f");
    Files.delete(root.resolve("d/f"));
    await("Delete d/f");
  }

  @Test
  void aNameThatIsNoTextHasItsDirectoryCompared() throws Exception {
    Files.createDirectory(root.resolve("d"));
    await("Create d/ whole");
    byte[] path = (root + "/d/?").getBytes(StandardCharsets.UTF_8);
    path[path.length - 1] = (byte) 0xff;
    assertEquals(0, Entries.mkdirat(Open.AT_FDCWD, path, 0755));
    await("Rescan d/");
  }

  @Test
  void aFlushIsAComparison() throws Exception {
    var done = new Semaphore(0);
    watcher.flush(done::release);
    assertTrue(done.tryAcquire(60, TimeUnit.SECONDS));
    watcher.drain(told);
    assertTrue(told.lines.contains("Rescan /"));
  }
}
