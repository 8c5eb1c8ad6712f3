package lockstep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.lua.LuaConfig;
import lockstep.plan.Job;
import lockstep.plan.Outcome;
import lockstep.queue.DelayQueue;
import lockstep.queue.Timing;
import lockstep.queue.Words;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;
import lockstep.spawn.Command;
import lockstep.spawn.End;
import lockstep.spawn.ProcessRunner;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryWriter;
import lockstep.watch.Watcher;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The stories of `rsync-jobs.txt`, with programs that are only recorded.
final class RsyncJobTest {
  private static final int MEGABYTE = 1 << 20;

  private final MemoryFileSystem fs = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final List<String> found = new ArrayList<>();
  private final List<String> watched = new ArrayList<>();
  private final Deque<String> ends = new ArrayDeque<>();

  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    try (InputStream in = RsyncJobTest.class.getResourceAsStream("rsync-jobs.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1);
      return Arrays.stream(text.split("\n== ", -1))
          .skip(1)
          .map(story -> story.strip().lines().toList())
          .map(
              story ->
                  DynamicTest.dynamicTest(story.getFirst(), () -> new RsyncJobTest().check(story)));
    }
  }

  private void check(List<String> story) throws ConfigurationException {
    SyncDefinition sync = sync(story.get(1));
    Arrays.stream(story.get(2).split(" ", -1)).skip(1).forEach(this::make);
    int results = 4;
    if (story.get(4).startsWith("ends ")) {
      ends.addAll(List.of(story.get(4).substring(5).split(", ", -1)));
      results = 5;
    }
    run(sync, story.get(3));
    assertEquals(String.join("\n", story.subList(results, story.size())), String.join("\n", found));
  }

  private static SyncDefinition sync(String keys) throws ConfigurationException {
    String layer =
        keys.startsWith("rsyncssh")
            ? "default." + keys.replaceFirst("rsyncssh", "rsyncssh, host = 'h', targetdir = 't'")
            : "default.rsync, " + keys;
    byte[] script = ("sync { source = '/', delay = 0, " + layer + " }").getBytes(ISO_8859_1);
    return LuaConfig.load(AbsolutePath.of("/etc/conf.lua"), script, Overrides.NONE)
        .syncs()
        .getFirst();
  }

  private void make(String entry) {
    MemoryWriter writer = fs.writer();
    if (entry.endsWith("/")) {
      writer.mkdirs(entry.substring(0, entry.length() - 1));
    } else if (entry.endsWith(")")) {
      int bracket = entry.indexOf('(');
      int size = Integer.parseInt(entry.substring(bracket + 1, entry.length() - 1));
      writer.write(entry.substring(0, bracket), "x".repeat(size));
    } else {
      writer.write(entry, "x");
    }
  }

  private void run(SyncDefinition sync, String events) {
    var queue = new DelayQueue(new Timing(Duration.ZERO), MEGABYTE);
    for (String event : events.split("; ", -1)) {
      queue.add(Objects.requireNonNull(Words.event(event, Instant.EPOCH)), Instant.EPOCH);
    }
    var source =
        new WatchedSource(sync, fs.tree(), (_, _) -> {}, new Unheard(), (path, _) -> watched(path));
    var ssh = sync.run().ssh();
    new RsyncJob(
            sync,
            source,
            new RsyncCommands(sync, List.of(), Map.of()),
            ssh == null ? null : new SshCommands(sync.name(), ssh, Map.of()),
            this::start,
            new Job.Copy(Objects.requireNonNull(queue.takeAll(Instant.EPOCH)), true))
        .run(this::tell);
  }

  private void watched(RelativePath path) {
    watched.add(path.isRoot() ? "/" : path.toString());
  }

  private ProcessRunner.Running start(Command command, ProcessRunner.Listener listener) {
    List<String> words =
        command.arguments().stream().map(word -> new String(word, ISO_8859_1)).toList();
    found.add(
        words.getFirst().equals("ssh")
            ? "ssh " + String.join(" ", words.subList(2, words.size()))
            : words.getFirst()
                + " < "
                + new String(command.input(), ISO_8859_1).replace("\0", "\\0"));
    String end = Objects.requireNonNullElse(ends.poll(), "0");
    listener.ended(
        end.equals("killed") ? new End.Killed(9) : new End.Exited(Integer.parseInt(end)));
    return () -> {};
  }

  private void tell(Outcome outcome) {
    add("watched", watched, path -> path);
    add("apart", outcome.apart(), RelativePath::toString);
    add("failed", outcome.failures(), failure -> failure.path().toString());
    String end =
        outcome.halt() != null
            ? "halt " + outcome.halt()
            : outcome.again() != null ? "again " + outcome.again() : "done";
    if (!end.equals("done") || outcome.failures().isEmpty()) {
      found.add(end);
    }
  }

  private <T> void add(String what, List<T> all, Function<T, String> text) {
    if (!all.isEmpty()) {
      found.add(what + " " + String.join(", ", all.stream().map(text).sorted().toList()));
    }
  }

  /// Watches whatever it is told to, and hears nothing.
  private static final class Unheard implements Watcher {
    @Override
    public Watch watch(RelativePath path, Directory directory) {
      return Watch.WATCHED;
    }

    @Override
    public void drain(Sink sink) {}

    @Override
    public void flush(Runnable done) {
      done.run();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public void forEach(Visitor visitor) {}

    @Override
    public void close() {}
  }
}
