import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A long run of one daemon: writers, faults, restarts; see `soak`.
final class Soak {
  private static final long FAULT_MILLIS = 20_000;
  private static final long SAMPLE_MILLIS = 2_000;

  private final Path home;
  private final Path source;
  private final Path target;
  private final SoakDaemon daemon;
  private final SoakRecord record = new SoakRecord();
  private final Random random = new Random(1);
  private volatile boolean over;

  private Soak(Path home, Path project, Path image) throws IOException {
    this.home = home;
    source = Files.createDirectory(home.resolve("source"));
    target = Files.createDirectory(home.resolve("target"));
    Path configuration = home.resolve("lsyncd.conf.lua");
    Files.writeString(
        configuration,
        """
        settings { nodaemon = true, statusFile = "%1$s/status", statusInterval = 1, logfile = "%1$s/log" }
        sync { source = "%1$s/source", target = "%1$s/target", delay = 1, maxDelete = "100%%",
               rsync = { archive = true, hard_links = true } }
        """
            .formatted(home));
    daemon = new SoakDaemon(home, project.resolve("src/test/sandbox/sandbox"), image, configuration);
  }

  public static void main(String[] words) throws Exception {
    Path project = Path.of(words[0]);
    long minutes = 60;
    Path picture = project.resolve("docs/soak.svg");
    Path place = Path.of("/var/tmp");
    Path image = project.resolve("target/lockstep");
    for (int i = 1; i < words.length; i++) {
      switch (words[i]) {
        case "--minutes" -> minutes = Long.parseLong(words[++i]);
        case "--picture" -> picture = Path.of(words[++i]).toAbsolutePath();
        case "--place" -> place = Path.of(words[++i]);
        default -> image = Path.of(words[i]).toAbsolutePath();
      }
    }
    Path home = Files.createTempDirectory(place.toRealPath(), "lockstep-soak-");
    var soak = new Soak(home, project, image);
    try {
      System.exit(soak.run(minutes, picture) ? 0 : 1);
    } finally {
      soak.daemon.kill();
    }
  }

  private boolean run(long minutes, Path picture) throws Exception {
    daemon.start();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Path own = Files.createDirectory(source.resolve("writer" + i));
      var writer = new SoakWriter(own, i);
      threads.add(Thread.ofPlatform().daemon().start(() -> writer.run(() -> over)));
    }
    threads.add(Thread.ofPlatform().daemon().start(this::measureLag));
    long start = System.nanoTime();
    long fault = FAULT_MILLIS;
    for (long now = 0; now < TimeUnit.MINUTES.toMillis(minutes); now = since(start)) {
      record.add(now, daemon.sample());
      if (now >= fault) {
        fault += FAULT_MILLIS;
        cause(fault / FAULT_MILLIS, now);
      }
      Thread.sleep(SAMPLE_MILLIS);
    }
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    boolean equal = daemon.awaitInStep() && difference().isEmpty();
    record.add(since(start), daemon.sample());
    daemon.stop();
    new ProcessBuilder("rm", "-rf", "--one-file-system", home.toString()).start().waitFor();
    String summary = record.summary(minutes, equal);
    System.out.println(summary);
    Files.writeString(picture, new SoakPicture(record, summary).svg());
    return equal && record.isFlat();
  }

  private static long since(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private void cause(long number, long now) throws Exception {
    switch ((int) (number % 6)) {
      case 0 -> {
        record.restarted(now);
        daemon.killAndStart();
      }
      case 1, 4 -> daemon.signal("HUP");
      case 2 -> {
        daemon.remount("ro");
        Thread.sleep(3_000);
        daemon.remount("rw");
      }
      case 3 -> {
        daemon.signal("STOP"); // until the kernel's queue overflows
        Path file = source.resolve("overflow");
        for (int i = 0; i < 10_000; i++) {
          Files.writeString(file, "x");
        }
        daemon.signal("CONT");
      }
      default -> {
        Path aside = home.resolve("aside");
        Path all = source.resolve("writer" + random.nextInt(2));
        Files.move(all, aside);
        Thread.sleep(500);
        Files.move(aside, all);
      }
    }
  }

  /// How long a small file takes to arrive, one after the other.
  private void measureLag() {
    try {
      Path probes = Files.createDirectory(source.resolve("probes"));
      for (int i = 0; !over; i++) {
        Path there = target.resolve("probes/" + i);
        long begin = System.nanoTime();
        Path probe = Files.writeString(probes.resolve("" + i), "probe", StandardCharsets.UTF_8);
        while (!Files.exists(there) && !over) {
          Thread.sleep(10);
        }
        record.lag(since(begin));
        Files.delete(probe);
        Thread.sleep(500);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String difference() throws IOException, InterruptedException {
    Process rsync =
        new ProcessBuilder(
                "rsync", "-aHn", "--checksum", "--delete", "-i", source + "/", target + "/")
            .redirectErrorStream(true)
            .start();
    String said = new String(rsync.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    rsync.waitFor();
    System.out.print(said);
    return said;
  }
}
