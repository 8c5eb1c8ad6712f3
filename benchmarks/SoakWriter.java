import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// Changes a directory of its own at random, some hundred times a second.
final class SoakWriter {
  private static final int DIRECTORIES = 20;
  private static final int FILES = 50;

  private final Path own;
  private final Random random;

  SoakWriter(Path own, int seed) {
    this.own = own;
    random = new Random(seed);
  }

  void run(BooleanSupplier over) {
    while (!over.getAsBoolean()) {
      try {
        Thread.sleep(4);
        change();
      } catch (IOException e) {
        continue; // its directory is aside for a moment, or what it wants is not there
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void change() throws IOException {
    Path directory = own.resolve("d" + random.nextInt(DIRECTORIES));
    Path file = directory.resolve("f" + random.nextInt(FILES));
    switch (random.nextInt(10)) {
      case 0 -> Files.createDirectory(directory);
      case 1, 2, 3, 4 -> Files.write(file, new byte[random.nextInt(20_000)]);
      case 5 -> Files.writeString(file, "more\n", StandardOpenOption.APPEND);
      case 6 ->
          Files.move(
              file, file.resolveSibling("f" + random.nextInt(FILES)), StandardCopyOption.REPLACE_EXISTING);
      case 7 -> Files.deleteIfExists(file);
      case 8 -> Files.createLink(directory.resolve("f" + random.nextInt(FILES)), file);
      default -> {
        if (random.nextInt(20) == 0) {
          remove(directory);
        }
      }
    }
  }

  private static void remove(Path directory) throws IOException {
    List<Path> all;
    try (var below = Files.walk(directory)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
