package lockstep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptList.Answer;
import org.jspecify.annotations.Nullable;

/// Acts out a story about a script's queue.
///
/// An event, such as `create d/` or `move a b`, answers with what became of it and, behind `list`,
/// with the directories whose content is to be told. `start 1 3` has a process run for the first
/// and the third of the queue, `end 1` and `again 1 9` are what becomes of it.
final class ScriptQueueStory implements Scenario.Actor {
  private final List<String> heard = new ArrayList<>();
  private final ScriptQueue queue;
  private Instant now = Instant.EPOCH;

  ScriptQueueStory(Scenario scenario) {
    String delay = scenario.setting("delay", "");
    this.queue =
        new ScriptQueue(
            delay.isEmpty() ? null : Duration.ofSeconds(Long.parseLong(delay)),
            Integer.parseInt(scenario.setting("maxDelays", "1000")),
            scenario.setting("moves", "true").equals("true"),
            path -> heard.add("list /" + path + "/"),
            words -> heard.add(words.get()));
  }

  @Override
  public String act(Scenario.Line line) {
    if (!line.time().isEmpty()) {
      now = Instant.EPOCH.plusSeconds(Long.parseLong(line.time()));
    }
    heard.clear();
    for (String statement : line.statement().split("; ")) {
      String answer = act(statement.strip().split(" +"));
      if (!answer.isEmpty()) {
        heard.add(answer);
      }
    }
    return String.join(" | ", heard).strip();
  }

  private String act(String[] words) {
    switch (words[0]) {
      case "create" -> add(Kind.CREATE, words[1]);
      case "modify" -> add(Kind.MODIFY, words[1]);
      case "attrib" -> add(Kind.ATTRIB, words[1]);
      case "delete" -> add(Kind.DELETE, words[1]);
      case "move" ->
          queue.add(ScriptEvent.move(path(words[1]), path(words[2]), words[1].endsWith("/")), now);
      case "init" -> queue.addWhole(ScriptEvent.whole(Kind.INIT), now);
      case "blanket" -> queue.addWhole(ScriptEvent.whole(Kind.BLANKET), now);
      case "full" -> queue.addWhole(ScriptEvent.whole(Kind.FULL), now);
      case "start" -> queue.activate(ids(words, 1, words.length));
      case "end" -> queue.remove(ids(words, 1, words.length));
      case "again" ->
          queue.again(
              ids(words, 1, words.length - 1),
              "code 1",
              Instant.EPOCH.plusSeconds(Long.parseLong(words[words.length - 1])));
      case "hurry" -> queue.hurry();
      default -> {
        return ask(words);
      }
    }
    return "";
  }

  private String ask(String[] words) {
    return switch (words[0]) {
      case "queue" -> queue.delays().stream().map(this::tell).collect(Collectors.joining(", "));
      case "next" -> event(queue.next(now));
      case "ready" -> event(queue.ready(words.length == 1 ? 0 : ids(words, 1, 2).getFirst(), now));
      case "alarm" -> alarm(queue.alarm(now));
      case "list" -> list(words.length == 1 ? "" : words[1], words.length > 2 ? words[2] : "");
      case "delay", "maxDelays", "moves" -> "";
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private void add(Kind kind, String path) {
    queue.add(ScriptEvent.of(kind, path(path), path.endsWith("/")), now);
  }

  private static RelativePath path(String spelled) {
    return RelativePath.of(spelled.replaceFirst("/$", ""));
  }

  private List<Long> ids(String[] words, int from, int to) {
    List<ScriptDelay> all = List.copyOf(queue.delays());
    return Stream.of(Arrays.copyOfRange(words, from, to))
        .map(word -> all.get(Integer.parseInt(word) - 1).id())
        .toList();
  }

  private String tell(ScriptDelay delay) {
    return delay.status().word() + " " + delay.event().words().replace(":", "").strip();
  }

  private static String event(@Nullable ScriptDelay delay) {
    return delay == null ? "nothing" : delay.event().words().strip();
  }

  private static String alarm(@Nullable Instant at) {
    return at == null ? "never" : String.valueOf(at.getEpochSecond());
  }

  /// @param refused a path that the script leaves out
  /// @param end the path at which it stops
  private String list(String refused, String end) {
    return ScriptList.of(
            queue.entries(),
            entry -> {
              String path = entry.event().path().toString();
              return path.equals(end)
                  ? Answer.BREAK
                  : path.equals(refused) ? Answer.LEAVE : Answer.TAKE;
            })
        .stream()
        .map(entry -> entry.event().words())
        .collect(Collectors.joining(", "));
  }
}
