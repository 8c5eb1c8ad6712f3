package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.LinuxTree;
import lockstep.tree.TreeException;

/// A real directory tree under a real watcher, whose directories are watched before they are
/// listed.
final class WatchedTree implements AutoCloseable {
  private final LinuxTree tree;
  final InotifyWatcher watcher;

  WatchedTree(Path root, Runnable onReady) throws IOException {
    tree = LinuxTree.open(AbsolutePath.of(root.toString()));
    watcher = new InotifyWatcher(false, onReady);
    watchBelow(RelativePath.ROOT);
  }

  WatchedTree(Path root) throws IOException {
    this(root, () -> {});
  }

  /// Watches a directory and all below it, as a scan does.
  void watchBelow(RelativePath path) throws TreeException {
    try (Directory directory = tree.open(path)) {
      assertEquals(Watcher.Watch.WATCHED, watcher.watch(path, directory));
      for (Directory.Entry entry : directory.list()) {
        if (entry.type() == FileType.DIRECTORY) {
          watchBelow(path.resolve(entry.name()));
        }
      }
    }
  }

  Watcher.Watch watch(String path, Directory directory) {
    return watcher.watch(RelativePath.of(path), directory);
  }

  Directory open(String path) throws TreeException {
    return tree.open(RelativePath.of(path));
  }

  /// What was told since the last time, of all that has been done by now.
  List<String> told() throws InterruptedException {
    return drain().lines;
  }

  Told drain() throws InterruptedException {
    var flushed = new CountDownLatch(1);
    watcher.flush(flushed::countDown);
    assertTrue(flushed.await(60, TimeUnit.SECONDS), "flush was not done");
    var told = new Told();
    watcher.drain(told);
    return told;
  }

  /// The watched directories.
  List<String> watched() {
    var byPath = new TreeMap<String, Integer>();
    watcher.forEach((wd, path) -> byPath.put(path + "/", wd));
    return new ArrayList<>(byPath.keySet());
  }

  @Override
  public void close() {
    watcher.close();
    tree.close();
  }
}
