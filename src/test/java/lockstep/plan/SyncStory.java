package lockstep.plan;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.config.DeleteLimit;
import lockstep.config.DeletePolicy;
import lockstep.config.EngineChoice;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncRun;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;
import lockstep.plan.Outcome.Counts;
import lockstep.plan.Outcome.Failure;
import lockstep.queue.Scenario;
import lockstep.queue.Words;
import org.jspecify.annotations.Nullable;

/// Acts out a story about one sync.
///
/// Beside the events of [Words], a line may say
/// - `next [as NAME]`: the next job; `end [as NAME] WHAT PATH…, …`: what became of it,
/// - `found NAME DIR`: what that job comes upon while it is at work,
/// - of an outcome, `held DIR/ COUNT EXAMPLE`: what a scan would delete; `seen COUNT`,
/// - `gone HOW`, `resume`, `unwatched DIR/ [exhausted]`, `watched DIR/`,
/// - `pledge NAME`, `release NAME`, `is NAME`,
/// - `status`, `pending`, `started`, `underway`, `failure`, `due`, `log`; `look`: the loop went
///   round,
/// - `watch`: the next job watches the source, `end` tells what became of it; unless the scenario
///   says `watching told` that happens by itself, and succeeds, when the trees are open,
/// - `probe`: the next job looks at the roots, and finds them as they should be.
final class SyncStory implements Scenario.Actor {
  private final Sync sync;
  private final boolean watchingIsTold;
  private final HeardLog log = new HeardLog();
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, Pledge> pledges = new HashMap<>();
  private final Map<String, Look> looks = new HashMap<>();
  private Instant now = Instant.EPOCH;

  SyncStory(Scenario scenario) {
    int width = Integer.parseInt(scenario.setting("width", "1"));
    watchingIsTold = scenario.setting("watching", "by itself").equals("told");
    sync = new Sync(definition(scenario), () -> width);
    if (scenario.setting("insist", "true").equals("false")) {
      sync.insist(false);
    }
  }

  private static SyncDefinition definition(Scenario scenario) {
    List<byte[]> excludes =
        Stream.of(scenario.setting("exclude", "").split(" +"))
            .filter(pattern -> !pattern.isEmpty())
            .map(pattern -> pattern.getBytes(StandardCharsets.UTF_8))
            .toList();
    var target = new Target.LocalDirectory(AbsolutePath.of("/tgt"));
    try {
      return new SyncDefinition(
          "Sync1",
          AbsolutePath.of("/src"),
          target,
          Words.duration(scenario.setting("delay", "15")),
          1000,
          1,
          scenario.setting("init", "true").equals("true"),
          DeletePolicy.ALWAYS,
          limit(scenario.setting("limit", "")),
          Filters.parse(List.of(), excludes),
          options(scenario.setting("dry", "false").equals("true")),
          EngineChoice.of(target, new RsyncOptions()),
          RsyncRun.PLAIN,
          "story");
    } catch (FilterException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static RsyncOptions options(boolean dry) {
    return new RsyncOptions(false, Map.of(RsyncFlag.DRY_RUN, dry), Map.of(), List.of(), null);
  }

  private static DeleteLimit limit(String text) {
    if (text.isEmpty()) {
      return DeleteLimit.DEFAULT;
    }
    return text.endsWith("%")
        ? DeleteLimit.ofPercent(Integer.parseInt(text.substring(0, text.length() - 1)))
        : DeleteLimit.of(Long.parseLong(text));
  }

  @Override
  public String act(Scenario.Line line) {
    if (!line.time().isEmpty()) {
      now = Words.time(line.time());
    }
    String answer = "";
    for (String statement : line.statement().split(" *; *")) {
      answer = act(statement);
    }
    return answer;
  }

  private String act(String statement) {
    Event event = Words.event(statement, now);
    if (event != null) {
      sync.event(event, now);
      return "";
    }
    String[] words = statement.split(" +", 2);
    String rest = words.length == 2 ? words[1] : "";
    return switch (words[0]) {
      case "delay", "width", "dry", "limit", "exclude", "init", "insist", "watching" -> "";
      case "next" -> next(rest);
      case "end" -> {
        end(rest);
        yield "";
      }
      case "found" -> {
        String[] names = rest.split(" +");
        sync.found((Job.Copy) jobs.get(names[0]), List.of(Words.path(names[1])), now);
        yield "";
      }
      case "gone" -> {
        sync.rootGone(rest, now);
        yield "";
      }
      case "unwatched" -> {
        sync.unwatched(Words.path(rest.split(" ")[0]), rest.endsWith(" exhausted"), now);
        yield "";
      }
      case "watched" -> {
        sync.watched(Words.path(rest));
        yield "";
      }
      case "pledge" -> {
        pledges.put(rest, sync.pledge(now));
        yield "";
      }
      case "ask" -> {
        looks.put(rest, sync.look(now));
        yield "";
      }
      case "release" -> {
        pledges.remove(rest).release();
        yield "";
      }
      case "watch" -> watch();
      case "probe" -> probe();
      case "look" -> {
        sync.noteStanding(now);
        yield "";
      }
      default -> answer(words[0], rest);
    };
  }

  private String answer(String question, String rest) {
    return switch (question) {
      case "resume" -> sync.resume(now) ? "yes" : "no";
      case "is" -> standing(pledges.get(rest));
      case "status" -> status(sync.status(now));
      case "told" ->
          (looks.get(rest).isOver() ? "" : "not yet: ") + status(sync.status(now, looks.get(rest)));
      case "pending" -> pending(sync.status(now));
      case "started" -> sync.isStarted() ? "yes" : "no";
      case "underway" -> sync.isUnderWay() ? "yes" : "no";
      case "failure" -> {
        String failure = sync.startFailure();
        yield failure == null ? "none" : failure.replace("\n", " / ");
      }
      case "due" -> Words.seconds(sync.nextDue());
      case "log" -> log.lines();
      default -> throw new IllegalArgumentException(question);
    };
  }

  private static String name(String rest) {
    return rest.startsWith("as ") ? rest.split(" +")[1] : "";
  }

  private String watch() {
    Job job = sync.next(now);
    if (!(job instanceof Job.Watch)) {
      throw new IllegalStateException("nothing to watch but " + job);
    }
    jobs.put("", job);
    return "";
  }

  private String next(String rest) {
    Job job = sync.next(now);
    if (job == null) {
      return "nothing";
    }
    if (jobs.put(name(rest), job) != null) {
      throw new IllegalStateException("a job has not ended");
    }
    return switch (job) {
      case Job.Open open -> "open" + (open.confirmed() ? ", confirmed" : "");
      case Job.Watch _ -> throw new IllegalStateException("it watches twice");
      case Job.Probe _ -> "probe";
      case Job.Copy copy ->
          "copy " + Words.batch(copy.batch()) + (copy.confirmed() ? ", confirmed" : "");
    };
  }

  private String probe() {
    String job = next("");
    if (!job.equals("probe")) {
      throw new IllegalStateException("no probe but " + job);
    }
    end("");
    return "";
  }

  private void end(String rest) {
    String name = name(rest);
    String what = name.isEmpty() ? rest : rest.substring(("as " + name).length()).strip();
    Job job = jobs.remove(name);
    sync.finished(job, outcome(what), now);
    if (job instanceof Job.Open && !watchingIsTold && sync.next(now) instanceof Job.Watch watch) {
      sync.finished(watch, Outcome.DONE, now);
    }
  }

  private static Outcome outcome(String text) {
    var failures = new ArrayList<Failure>();
    var paths = new HashMap<String, List<RelativePath>>();
    @Nullable String halt = null;
    Counts counts = Counts.NONE;
    var held = new ArrayList<Outcome.Held>();
    long seen = 0;
    for (String each : text.split(" *, *")) {
      String[] words = each.split(" +", 3);
      switch (words[0]) {
        case "" -> {}
        case "halt" -> halt = each.substring(5);
        case "failed" ->
            failures.add(new Failure(Words.path(words[1]), Words.isDirectory(words[1]), words[2]));
        case "seen" -> seen = Long.parseLong(words[1]);
        case "held" -> held.add(held(words[1], words[2].split(" +")));
        case "copied" -> counts = new Counts(Long.parseLong(words[1]), 10, 0, 0, 0);
        case "unsettled", "vanished", "descend", "attributes", "recheck", "related" ->
            paths.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(Words.path(words[1]));
        default -> throw new IllegalArgumentException(each);
      }
    }
    return new Outcome(
        failures,
        paths.getOrDefault("unsettled", List.of()),
        paths.getOrDefault("vanished", List.of()),
        paths.getOrDefault("descend", List.of()),
        paths.getOrDefault("attributes", List.of()),
        paths.getOrDefault("recheck", List.of()),
        paths.getOrDefault("related", List.of()),
        counts,
        held,
        seen,
        halt);
  }

  private static Outcome.Held held(String path, String[] words) {
    return new Outcome.Held(
        Words.path(path), Words.isDirectory(path), Long.parseLong(words[0]), Words.path(words[1]));
  }

  private static String standing(Pledge pledge) {
    String failures =
        pledge.failures().isEmpty() ? "" : ": " + String.join(", ", pledge.failures());
    if (pledge.isKept()) {
      return "kept";
    }
    return (pledge.isBroken() ? "broken" : "open") + failures;
  }

  private static String status(SyncStatus status) {
    var words = new ArrayList<String>();
    words.add(status.state() + (status.why() == null ? "" : " as " + status.why()));
    if (status.pending() > 0) {
      words.add(status.pending() + " pending for " + Words.seconds(status.oldest()) + " s");
    }
    for (SyncStatus.Failing failing : status.failing()) {
      words.add(failing.path() + " failed " + failing.attempts() + ": " + failing.reason());
    }
    if (status.unwatched() > 0) {
      words.add(status.unwatched() + " unwatched");
    }
    if (status.copied() > 0) {
      words.add(status.copied() + " copied, " + status.bytes() + " bytes");
    }
    return String.join("; ", words);
  }

  private static String pending(SyncStatus status) {
    return status.paths().stream()
        .map(
            each ->
                String.join(
                    " ",
                    each.status(),
                    each.etype(),
                    each.path()
                        + (each.directory() ? "/" : "")
                        + (each.destination() == null ? "" : " > " + each.destination())))
        .collect(Collectors.joining(", "));
  }
}
