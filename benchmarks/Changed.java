import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits for what somebody who looks at the target would see.
final class Changed {
  private static final long PATIENCE_SECONDS = 120;

  private Changed() {}

  /// Seconds since `start` until it is so, to two milliseconds.
  static double await(long start, String what, BooleanSupplier seen) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!seen.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("never seen: " + what);
      }
      Thread.sleep(2);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /// Whether the copy has the file's size and time, which it gets last.
  static boolean isSame(Path file, Path copy) {
    try {
      return Files.exists(copy)
          && Files.size(copy) == Files.size(file)
          && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return false; // between two looks
    }
  }

  /// Overwrites bytes in the middle of a file.
  static void middle(Path file, int length, byte filler) throws IOException {
    var content = new byte[length];
    Arrays.fill(content, filler);
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(open.length() / 2);
      open.write(content);
    }
  }
}
