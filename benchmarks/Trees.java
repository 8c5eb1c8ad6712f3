import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Makes, counts, compares and removes trees of small files.
final class Trees {
  private static final String TIME = "lastModifiedTime";
  private static final String ATTRIBUTES = "unix:mode,uid,gid,size," + TIME;

  private Trees() {}

  /// Fills an empty directory with `directories` directories of `files` files, as fast as it goes.
  static void fill(Path root, int directories, int files, int size) throws IOException {
    var content = new byte[size];
    new Random(size).nextBytes(content);
    ByteBuffer buffer = ByteBuffer.allocateDirect(size).put(content);
    for (int d = 0; d < directories; d++) {
      Path directory = Files.createDirectory(root.resolve("d" + d));
      for (int f = 0; f < files; f++) {
        buffer.clear().putInt(0, d).putInt(4, f);
        write(directory.resolve("f" + f), buffer);
      }
    }
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(content);
    }
  }

  /// Waits until every directory that [#fill] made holds all its files under their names. Looks at
  /// one directory at a time, so that looking costs next to nothing.
  static void awaitCounts(Path root, int directories, int files) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    for (int d = 0; d < directories; d++) {
      Path directory = root.resolve("d" + d);
      while (count(directory) < files) {
        if (System.nanoTime() > limit) {
          throw new IllegalStateException("never complete: " + directory);
        }
        Thread.sleep(2);
      }
    }
  }

  private static int count(Path directory) {
    String[] names = directory.toFile().list((_, name) -> !name.startsWith("."));
    return names == null ? 0 : names.length;
  }

  /// Waits until the two are equal in names, types, content and attributes, in nanoseconds too.
  ///
  /// @param directoryTimes whether directories' times count as well
  static void awaitEqual(Path one, Path other, boolean directoryTimes)
      throws IOException, InterruptedException {
    String difference = difference(one, other, directoryTimes);
    for (int i = 0; difference != null && i < 20; i++) {
      Thread.sleep(500);
      difference = difference(one, other, directoryTimes);
    }
    if (difference != null) {
      throw new IllegalStateException("not equal: " + difference);
    }
  }

  /// The first difference found, or null.
  private static String difference(Path one, Path other, boolean directoryTimes)
      throws IOException {
    if (!Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
      return other + " is missing";
    }
    Map<String, Object> expected = attributes(one);
    Map<String, Object> found = attributes(other);
    boolean directory = Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS);
    if (directory) {
      List<String> ignored = directoryTimes ? List.of("size") : List.of("size", TIME);
      expected.keySet().removeAll(ignored);
      found.keySet().removeAll(ignored);
    }
    if (!expected.equals(found)) {
      return other + ": " + found + " instead of " + expected;
    }
    if (!directory) {
      return Files.mismatch(one, other) == -1 ? null : other + " has another content";
    }
    return entriesDifference(one, other, directoryTimes);
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return new HashMap<>(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
  }

  private static String entriesDifference(Path one, Path other, boolean directoryTimes)
      throws IOException {
    List<Path> names = names(one);
    if (!names.equals(names(other))) {
      return other + " has other names";
    }
    for (Path name : names) {
      String difference = difference(one.resolve(name), other.resolve(name), directoryTimes);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static List<Path> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return new ArrayList<>(entries.map(Path::getFileName).sorted().toList());
    }
  }

  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException error)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
