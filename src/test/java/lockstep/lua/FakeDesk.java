package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.event.RelativePath;
import lockstep.plan.Desk;
import lockstep.plan.RefusedException;
import lockstep.plan.Run;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptDelay;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptEvent;
import lockstep.queue.ScriptQueue;
import org.jspecify.annotations.Nullable;

/// A desk with a queue of its own, which notes what is asked of it.
final class FakeDesk implements Desk {
  static final Instant NOW = Instant.EPOCH;

  final ScriptQueue queue = new ScriptQueue(null, 1000, true, _ -> {}, _ -> {});

  /// What was to be run, or done otherwise.
  final List<String> done = new ArrayList<>();

  final List<List<Long>> agents = new ArrayList<>();
  int held;

  void add(Kind kind, String path) {
    queue.add(
        ScriptEvent.of(kind, RelativePath.of(path.replaceFirst("/$", "")), path.endsWith("/")),
        NOW);
  }

  ScriptEntry init() {
    return queue.entry(queue.addWhole(ScriptEvent.whole(Kind.INIT), NOW));
  }

  @Override
  public void hold() {
    held++;
  }

  @Override
  public void letGo() {
    held--;
  }

  @Override
  public @Nullable ScriptEntry next() {
    ScriptDelay next = queue.next(NOW);
    return next == null ? null : queue.entry(next);
  }

  @Override
  public List<ScriptEntry> entries() {
    return queue.entries();
  }

  @Override
  public @Nullable ScriptEntry entry(long id) {
    ScriptDelay delay = queue.get(id);
    return delay == null ? null : queue.entry(delay);
  }

  @Override
  public boolean discard(long id) {
    ScriptDelay delay = queue.get(id);
    if (delay == null || delay.status() != ScriptDelay.Status.WAIT) {
      return false;
    }
    done.add("discard " + delay.event().words());
    queue.remove(List.of(id));
    return true;
  }

  @Override
  public long spawn(List<Long> events, boolean list, Run run) throws RefusedException {
    for (long id : events) {
      ScriptDelay delay = queue.get(id);
      if (delay == null || delay.status() == ScriptDelay.Status.ACTIVE) {
        throw new RefusedException("spawn() called on an non-waiting event");
      }
    }
    String words =
        run.words().stream()
            .map(word -> "[" + new String(word, StandardCharsets.ISO_8859_1) + "]")
            .collect(Collectors.joining(" "));
    String input =
        run.input() == null ? "" : " < " + new String(run.input(), StandardCharsets.ISO_8859_1);
    return start(events, "run " + words + input);
  }

  private long start(List<Long> events, String what) {
    done.add(what);
    queue.activate(events);
    agents.add(events);
    return agents.size();
  }

  @Override
  public long rsync(List<ScriptEntry> events, boolean list, boolean full) {
    String what =
        events.stream().map(each -> each.event().words()).collect(Collectors.joining(", "));
    return start(events.stream().map(ScriptEntry::id).toList(), "rsync " + (full ? "all" : what));
  }

  @Override
  public long moveThere(ScriptEntry move) {
    return start(List.of(move.id()), "ssh " + move.event().words());
  }

  @Override
  public ScriptEntry addBlanket() {
    return queue.entry(queue.addWhole(ScriptEvent.whole(Kind.BLANKET), NOW));
  }

  @Override
  public ScriptEntry addFull(RelativePath path) {
    return queue.entry(queue.addWhole(ScriptEvent.of(Kind.FULL, path, false), NOW));
  }

  @Override
  public void terminate(int status) {
    done.add("terminate " + status);
  }

  @Override
  public void setRules(List<byte[]> rules) {
    done.add(
        "rules "
            + rules.stream()
                .map(rule -> new String(rule, StandardCharsets.UTF_8))
                .collect(Collectors.joining(", ")));
  }
}
