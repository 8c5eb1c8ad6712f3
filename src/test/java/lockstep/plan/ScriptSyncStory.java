package lockstep.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.config.DeletePolicy;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.plan.Answer.Verdict;
import lockstep.queue.Scenario;
import lockstep.queue.ScriptEntry;
import lockstep.queue.Words;
import org.jspecify.annotations.Nullable;

/// Acts out a story about a sync with a script, whose part the story plays itself.
///
/// Beside the events of [Words] a line may say `next`: the job; `done`, `holds ENTRY…`, `says
/// VERDICT`, `fails WHY`: what came of it; `spawn` or `spawn all` or `drop`: what the script does
/// meanwhile; `ended AGENT CODE`; `pledge`, `is`; `status`, `due`, `log`, `resume`, `gone`; `lost`:
/// events were lost; `busy`: no process may be started.
final class ScriptSyncStory implements Scenario.Actor {
  private final HeardLog log = new HeardLog();
  private final ScriptSync sync;
  private final Map<String, Pledge> pledges = new HashMap<>();
  private @Nullable ScriptJob job;
  private boolean free = true;
  private Instant now = Instant.EPOCH;

  ScriptSyncStory(Scenario scenario) {
    var definition =
        new SyncDefinition(
            "Sync1",
            AbsolutePath.of("/src"),
            new Target.Opaque("-"),
            Duration.ofSeconds(Long.parseLong(scenario.setting("delay", "0"))),
            1000,
            Integer.parseInt(scenario.setting("processes", "1")),
            scenario.setting("init", "true").equals("true"),
            DeletePolicy.NEVER,
            Filters.NONE,
            new lockstep.config.RsyncOptions(),
            "story");
    sync = new ScriptSync(definition, new Mute());
  }

  /// The story plays its part.
  private static final class Mute implements Script {
    @Override
    public boolean wantsMoves() {
      return true;
    }

    @Override
    public boolean wantsSubdirectories() {
      return true;
    }

    @Override
    public void sitAt(Desk desk, AbsolutePath source) {}

    @Override
    public void take(Turn turn, Consumer<Answer> answer) {}

    @Override
    public void close() {}
  }

  @Override
  public String act(Scenario.Line line) {
    if (!line.time().isEmpty()) {
      now = Words.time(line.time());
    }
    String answer = "";
    for (String statement : line.statement().split(" *; *")) {
      answer = act(statement);
      sync.noteStanding();
    }
    return answer;
  }

  private String act(String statement) {
    Event event = Words.event(statement, now);
    if (event != null) {
      sync.event(event, now);
      return "";
    }
    String[] words = statement.split(" +");
    return switch (words[0]) {
      case "delay", "processes", "init" -> "";
      case "next" -> next();
      case "status" -> status();
      case "due" -> due(sync.nextDue(now));
      case "log" -> log.lines();
      case "is" -> pledge(pledges.get(words[1]));
      default -> {
        have(words);
        yield "";
      }
    };
  }

  private void have(String[] words) {
    switch (words[0]) {
      case "done" -> done(List.of());
      case "holds" -> done(Stream.of(words).skip(1).toList());
      case "says" ->
          said(new Answer.Done(Verdict.valueOf(words[1].toUpperCase(java.util.Locale.ROOT))));
      case "fails" -> said(new Answer.Failed("c.lua:1: " + words[1], List.of("c.lua:1")));
      case "spawn" -> spawn(words.length > 1);
      case "drop" -> sync.work().discard(nextEvent());
      case "ended" ->
          sync.ended(Long.parseLong(words[1]), new Turn.Exit(Integer.parseInt(words[2]), 0));
      case "pledge" -> pledges.put(words[1], sync.pledge(now));
      case "resume" -> sync.resume(now);
      case "gone" -> sync.rootGone("was removed", now);
      case "lost" -> sync.event(new Event.Rescan(RelativePath.ROOT, now), now);
      case "busy" -> free = false;
      case "free" -> free = true;
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private String next() {
    ScriptJob fresh = sync.next(free, now);
    job = fresh == null ? job : fresh;
    return switch (fresh) {
      case null -> "nothing";
      case ScriptJob.Open _ -> "open";
      case ScriptJob.Watch _ -> "watch";
      case ScriptJob.Probe _ -> "probe";
      case ScriptJob.List(var directory) -> "list /" + directory + "/";
      case ScriptJob.Call(Turn.Init _) -> "init";
      case ScriptJob.Call(Turn.Full _) -> "full";
      case ScriptJob.Call(Turn.Action _) -> "action";
      case ScriptJob.Call(Turn.Collect(long agent, Turn.Exit exit)) ->
          "collect " + agent + ": " + exit.code();
    };
  }

  private void done(List<String> entries) {
    switch (job) {
      case null -> throw new IllegalStateException("no job");
      case ScriptJob.Open _ -> sync.opened(Outcome.DONE, now);
      case ScriptJob.Watch _ -> sync.watchedAll(Outcome.DONE, now);
      case ScriptJob.Probe(var probe) -> sync.probed(probe, Outcome.DONE, now);
      case ScriptJob.List(var directory) ->
          sync.listed(entries.stream().map(entry -> created(directory, entry)).toList(), now);
      case ScriptJob.Call _ -> said(new Answer.Done(Verdict.OK));
    }
  }

  private static Event.Create created(RelativePath directory, String entry) {
    boolean below = entry.endsWith("/");
    String name = below ? entry.substring(0, entry.length() - 1) : entry;
    return new Event.Create(
        RelativePath.of((directory.isRoot() ? "" : directory + "/") + name), below, true);
  }

  private void said(Answer answer) {
    if (job instanceof ScriptJob.Call(Turn turn)) {
      sync.called(turn, answer, now);
    }
  }

  private long nextEvent() {
    ScriptEntry entry = sync.work().nextEvent(now);
    return entry == null ? 0 : entry.id();
  }

  private void spawn(boolean all) {
    try {
      sync.work()
          .spawn(
              all
                  ? sync.work().entries().stream().map(ScriptEntry::id).toList()
                  : List.of(nextEvent()),
              all);
    } catch (RefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String status() {
    SyncStatus status = sync.status(now);
    return status.state()
        + status.paths().stream()
            .map(each -> ", " + each.status() + " " + each.etype() + " /" + each.path())
            .collect(Collectors.joining());
  }

  private static String due(@Nullable Instant at) {
    return at == null ? "never" : String.valueOf(at.getEpochSecond());
  }

  private static String pledge(Pledge pledge) {
    return pledge.isKept()
        ? "kept"
        : pledge.isBroken() ? "broken: " + String.join(", ", pledge.failures()) : "open";
  }
}
