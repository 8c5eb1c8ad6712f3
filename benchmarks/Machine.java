import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What `/proc` tells of this machine and of a process.
final class Machine {
  /// `USER_HZ`, the unit of `/proc/PID/stat`, is 100 everywhere.
  static final int MILLIS_PER_TICK = 10;

  private Machine() {}

  static String facts(Path place) throws IOException {
    return "%d processors (%s), %d GiB, Linux %s, %s at %s, lsyncd %s, rsync %s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            value(Path.of("/proc/cpuinfo"), "model name"),
            Math.round(number(value(Path.of("/proc/meminfo"), "MemTotal")) / 1024.0 / 1024.0),
            System.getProperty("os.version"),
            Files.getFileStore(place).type(),
            place,
            version("lsyncd", "-version"),
            version("rsync", "--version"));
  }

  static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  private static String value(Path file, String key) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }

  private static String version(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader()) {
      return output
          .lines()
          .flatMap(line -> Stream.of(line.split("\\s+")))
          .filter(word -> word.matches("[0-9]+\\.[0-9.]+"))
          .findFirst()
          .orElse("unknown");
    }
  }

  /// Processor time of a process since it was started.
  static long cpuTicks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /// A figure of the process's memory.
  static long kib(long pid, String key) throws IOException {
    return number(value(Path.of("/proc/" + pid + "/smaps_rollup"), key));
  }
}
