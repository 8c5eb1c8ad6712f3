import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Changes one big file again and again, and measures what each contestant does about it: seconds
/// until the copy is whole, bytes read and written as `/proc/PID/io` counts them (`rchar`, `wchar`).
class BigFile {
  private static final int MIB = 1 << 20;

  /// What is done to the file. The second change in the middle finds a daemon that has seen one.
  private enum Change {
    MIDDLE("1 MiB changed in the middle"),
    AGAIN("1 MiB changed, once more"),
    APPEND("1 MiB appended"),
    FRONT("1 MiB inserted at the front");

    final String title;

    Change(String title) {
      this.title = title;
    }
  }

  private record Cost(double seconds, double read, double written) {}

  private final Path scratch;
  private final Path image;
  private final int mib;
  private final Path source;
  private final Path file;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Map<String, List<Cost>>> costs = new LinkedHashMap<>();

  private BigFile(Path scratch, Path image, int mib) {
    this.scratch = scratch;
    this.image = image;
    this.mib = mib;
    this.source = scratch.resolve("source");
    this.file = source.resolve("file");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var bench = new BigFile(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
    Files.createDirectories(bench.source);
    for (int round = 1; round <= Integer.parseInt(args[3]); round++) {
      for (String disk : List.of("ext4", "xfs")) {
        for (int i = 0; i < 4; i++) {
          int turn = (i + round) % 4;
          System.err.printf("round %d, %s, %d%n", round, disk, turn);
          bench.contest(disk, turn < 2, turn % 2 == 1);
        }
      }
    }
    bench.print();
  }

  private void contest(String disk, boolean lockstep, boolean inplace)
      throws IOException, InterruptedException {
    Path target = Files.createDirectory(scratch.resolve(disk).resolve("target"));
    Files.deleteIfExists(file);
    grow(file, mib);
    run("cp", "-a", file.toString(), target.toString());
    String name = (lockstep ? "Lockstep" : "rsync --no-whole-file") + (inplace ? " in place" : "");
    if (lockstep) {
      try (var daemon = new Daemon(target, inplace)) {
        for (Change change : Change.values()) {
          add(disk, name, change, daemon.cost(change));
          check(target);
        }
      }
    } else {
      for (Change change : Change.values()) {
        change(change);
        add(disk, name, change, rsync(target, inplace));
        check(target);
      }
    }
    run("rm", "-r", target.toString());
  }

  private void change(Change change) throws IOException, InterruptedException {
    switch (change) {
      case MIDDLE -> overwrite(mib / 2);
      case AGAIN -> overwrite(mib / 4);
      case APPEND -> grow(file, 1);
      case FRONT -> insert();
    }
  }

  /// rsync does not see a rewrite of the same size within a second of the last.
  private void overwrite(int at) throws IOException, InterruptedException {
    run("sync");
    TimeUnit.MILLISECONDS.sleep(1100);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(noise(), (long) at * MIB);
    }
  }

  private void grow(Path path, int by) throws IOException, InterruptedException {
    run("sync");
    try (var channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < by; i++) {
        channel.write(noise());
      }
    }
  }

  /// As an editor does it: the new file is made elsewhere, and takes the old one's place.
  private void insert() throws IOException, InterruptedException {
    Path made = scratch.resolve("made");
    grow(made, 1);
    try (var in = FileChannel.open(file);
        var out = FileChannel.open(made, StandardOpenOption.WRITE)) {
      out.position(MIB);
      for (long at = 0; at < in.size(); ) {
        at += in.transferTo(at, in.size() - at, out);
      }
    }
    run("sync");
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private ByteBuffer noise() {
    var bytes = new byte[MIB];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /// A shell's account has that of the children that it waited for.
  private Cost rsync(Path target, boolean inplace) throws IOException, InterruptedException {
    String options = inplace ? "--no-whole-file --inplace" : "--no-whole-file";
    String script = "rsync -a " + options + " \"$1/\" \"$2/\"; cat /proc/$$/io";
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder("sh", "-c", script, "sh", source.toString(), target.toString())
            .redirectErrorStream(true)
            .start();
    String account;
    try (var output = process.inputReader()) {
      account = String.join("\n", output.lines().toList());
    }
    process.waitFor();
    return new Cost((System.nanoTime() - start) / 1e9, io(account, "rchar"), io(account, "wchar"));
  }

  /// MiB.
  private static double io(String account, String key) {
    return account
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum() / (double) MIB;
  }

  /// Lockstep following the file.
  private final class Daemon implements AutoCloseable {
    private final Path copy;
    private final Process process;

    Daemon(Path target, boolean inplace) throws IOException, InterruptedException {
      this.copy = target.resolve("file");
      Path configuration = scratch.resolve("lsyncd.conf.lua");
      Files.writeString(
          configuration,
          """
          settings { nodaemon = true }
          sync { default.rsync, source = "%s", target = "%s", delay = 0, rsync = { archive = true%s } }
          """
              .formatted(source, target, inplace ? ", inplace = true" : ""));
      process =
          new ProcessBuilder(image.resolve("bin/lockstep").toString(), configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(scratch.resolve("log").toFile())
              .start();
      String log = "";
      for (int i = 0; i < 300 && !log.contains(" finished"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        log = Files.readString(scratch.resolve("log"));
      }
      if (!log.contains(" finished")) {
        close();
        throw new IOException("not started: " + log);
      }
    }

    Cost cost(Change change) throws IOException, InterruptedException {
      String before = account();
      change(change);
      long start = System.nanoTime();
      var wanted = Files.getLastModifiedTime(file);
      while (!Files.getLastModifiedTime(copy).equals(wanted)
          || Files.size(copy) != Files.size(file)) {
        TimeUnit.MILLISECONDS.sleep(1);
        if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(1)) {
          throw new IOException("no copy: " + Files.readString(scratch.resolve("log")));
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      String after = account();
      return new Cost(
          seconds,
          io(after, "rchar") - io(before, "rchar"),
          io(after, "wchar") - io(before, "wchar"));
    }

    private String account() throws IOException {
      return Files.readString(Path.of("/proc/" + process.pid() + "/io"));
    }

    @Override
    public void close() throws InterruptedException {
      process.destroy();
      process.waitFor();
    }
  }

  private void check(Path target) throws IOException {
    if (Files.mismatch(file, target.resolve("file")) != -1) {
      throw new IOException("not equal: " + target);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + ": " + code);
    }
  }

  private void add(String disk, String contestant, Change change, Cost cost) {
    costs
        .computeIfAbsent(disk + "|" + change.title, _ -> new LinkedHashMap<>())
        .computeIfAbsent(contestant, _ -> new ArrayList<>())
        .add(cost);
    System.err.println(disk + ", " + change.title + ", " + contestant + ": " + cost);
  }

  private void print() {
    List<String> columns =
        List.of(
            "Lockstep",
            "rsync --no-whole-file",
            "Lockstep in place",
            "rsync --no-whole-file in place");
    System.out.println("| target | change | " + String.join(" | ", columns) + " |");
    System.out.println("|---|---|" + "---|".repeat(columns.size()));
    costs.forEach(
        (row, cells) -> {
          System.out.print("| " + row.replace("|", " | ") + " |");
          columns.forEach(column -> System.out.print(" " + cell(cells.get(column)) + " |"));
          System.out.println();
        });
  }

  private static String cell(List<Cost> all) {
    return String.format(
        Locale.ROOT,
        "%.2f s, %.0f / %.0f MiB",
        median(all.stream().map(Cost::seconds).sorted().toList()),
        median(all.stream().map(Cost::read).sorted().toList()),
        median(all.stream().map(Cost::written).sorted().toList()));
  }

  private static double median(List<Double> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }
}
