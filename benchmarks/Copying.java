import java.io.IOException;
import java.nio.file.Path;

/// A program that copies a tree once: what a daemon's time is worth is seen beside it.
enum Copying {
  RSYNC("rsync -a"),
  CP("cp -a");

  final String title;

  Copying(String title) {
    this.title = title;
  }

  /// Copies what is in `source` into the directory `target`.
  ///
  /// @return seconds
  double run(Path source, Path target) throws IOException, InterruptedException {
    String[] words = {title.split(" ")[0], "-a", source + "/.", target + "/"};
    long start = System.nanoTime();
    int code = new ProcessBuilder(words).inheritIO().start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IOException(title + " failed: " + code);
    }
    return seconds;
  }
}
