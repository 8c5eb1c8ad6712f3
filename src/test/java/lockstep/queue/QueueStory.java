package lockstep.queue;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.event.Event;
import lockstep.event.RelativePath;

/// Acts out a story about one queue.
///
/// Beside the events of [Words], a line may say
/// - `take [all] [as NAME]`, `end [NAME] [PATH=fail@TIME | PATH=unsettled | PATH=apart]…`: a batch;
///   what is not mentioned is done,
/// - `scan DIR/ HOW`, `derive DIR/ HOW from PATH`, `look PATH from PATH`, `look into PATH from
///   PATH`, `search from PATH`,
/// - `barrier NAME`, `drop NAME`, `is NAME`,
/// - `pending`, `size`, `next`.
final class QueueStory implements Scenario.Actor {
  private final DelayQueue queue;
  private final Map<String, Batch> batches = new HashMap<>();
  private final Map<String, Barrier> barriers = new HashMap<>();
  private Instant now = Instant.EPOCH;

  QueueStory(Scenario scenario) {
    queue =
        new DelayQueue(
            new Timing(Words.duration(scenario.setting("delay", "15"))),
            Integer.parseInt(scenario.setting("most", "1000")));
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
      queue.add(event, now);
      return "";
    }
    List<String> words = Arrays.asList(statement.split(" +"));
    return switch (words.getFirst()) {
      case "delay", "most" -> "";
      case "take" -> take(words);
      case "end" -> end(words.subList(1, words.size()));
      case "scan" -> scan(words);
      case "derive" -> derive(words);
      case "look" -> look(words);
      case "search" -> {
        queue.search(origin(words), now);
        yield "";
      }
      case "barrier" -> {
        barriers.put(words.get(1), queue.barrier(now));
        yield "";
      }
      case "drop" -> {
        queue.remove(barriers.get(words.get(1)));
        yield "";
      }
      case "is" -> standing(barriers.get(words.get(1)));
      case "pending" -> Words.pending(queue);
      case "size" -> Integer.toString(queue.size());
      case "next" -> Words.seconds(queue.nextDue());
      default -> throw new IllegalArgumentException(statement);
    };
  }

  private String take(List<String> words) {
    boolean all = words.size() > 1 && words.get(1).equals("all");
    int as = words.indexOf("as");
    String name = as < 0 ? "" : words.get(as + 1);
    Batch batch = all ? queue.takeAll(now) : queue.take(now);
    if (batch != null && batches.put(name, batch) != null) {
      throw new IllegalStateException("batch '" + name + "' has not ended");
    }
    return Words.batch(batch);
  }

  private String end(List<String> words) {
    boolean named = !words.isEmpty() && words.getFirst().indexOf('=') < 0;
    Batch batch = batches.remove(named ? words.getFirst() : "");
    queue.release(batch);
    Map<Delay, String> ends = new HashMap<>();
    for (String word : words.subList(named ? 1 : 0, words.size())) {
      int equals = word.indexOf('=');
      ends.put(delay(List.of(batch), word.substring(0, equals)), word.substring(equals + 1));
    }
    for (Delay delay : batch.delays()) {
      end(delay, ends.getOrDefault(delay, "done"));
    }
    return "";
  }

  private void end(Delay delay, String how) {
    if (how.startsWith("fail@")) {
      queue.putBack(delay, "EIO", Words.time(how.substring(5)));
    } else if (how.equals("gone")) {
      queue.miss(delay, now);
    } else if (how.equals("unsettled")) {
      queue.postpone(delay, now);
    } else if (how.equals("apart")) {
      queue.setApart(delay, now);
    } else {
      queue.retire(delay);
    }
  }

  private String scan(List<String> words) {
    queue.scan(Words.path(words.get(1)), Words.scan(words), Delay.Kind.FULL, now);
    return "";
  }

  private String derive(List<String> words) {
    queue.derive(Words.path(words.get(1)), Words.scan(words), origin(words), now);
    return "";
  }

  private String look(List<String> words) {
    boolean into = words.get(1).equals("into");
    RelativePath path = Words.path(words.get(into ? 2 : 1));
    queue.deriveEntry(path, into, origin(words), now);
    return "";
  }

  private Delay origin(List<String> words) {
    return delay(batches.values(), words.getLast());
  }

  private static Delay delay(Iterable<Batch> batches, String word) {
    for (Batch batch : batches) {
      for (Delay delay : batch.delays()) {
        if (delay.path().equals(Words.path(word)) && delay.isItself() == Words.isDirectory(word)) {
          return delay;
        }
      }
    }
    throw new IllegalArgumentException("not at work: " + word);
  }

  private static String standing(Barrier barrier) {
    String failures =
        barrier.failures().stream()
            .map(delay -> delay.path() + ": " + delay.reason())
            .collect(Collectors.joining(", "));
    if (barrier.isDone()) {
      return "done";
    }
    return (barrier.isStuck() ? "stuck " : "open ")
        + barrier.remaining()
        + (failures.isEmpty() ? "" : ", " + failures);
  }
}
