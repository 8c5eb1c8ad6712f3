package lockstep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Scan;
import org.jspecify.annotations.Nullable;

/// The words of the stories: times in seconds, events, delays and batches.
///
/// A path with a trailing slash is a directory; where a delay is meant, the directory itself. Marks
/// behind a name: `*` by content, `?` new and not looked at yet, `+` to be descended into.
public final class Words {
  private Words() {}

  public static Instant time(String seconds) {
    return seconds.equals("ever")
        ? Instant.MIN
        : Instant.EPOCH.plusMillis(Math.round(Double.parseDouble(seconds) * 1000));
  }

  public static Duration duration(String seconds) {
    return Duration.between(Instant.EPOCH, time(seconds));
  }

  public static String seconds(@Nullable Instant at) {
    if (at == null) {
      return "never";
    }
    return at.equals(Instant.MIN) ? "ever" : seconds(Duration.between(Instant.EPOCH, at));
  }

  public static String seconds(Duration duration) {
    String text = Double.toString(duration.toMillis() / 1000.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  public static boolean isDirectory(String word) {
    return word.endsWith("/");
  }

  public static RelativePath path(String word) {
    return RelativePath.of(isDirectory(word) ? word.substring(0, word.length() - 1) : word);
  }

  /// The event that a statement tells, or null if it tells none.
  public static @Nullable Event event(String statement, Instant now) {
    String[] words = statement.split(" +");
    String name = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "create" -> new Event.Create(path(name), false, false);
      case "create!" -> new Event.Create(path(name), isDirectory(name), true);
      case "mkdir" -> new Event.Create(path(name), true, false);
      case "write" -> new Event.Modify(path(name), false);
      case "close" -> new Event.Modify(path(name), true);
      case "attrib" -> new Event.Attrib(path(name), isDirectory(name));
      case "delete" -> new Event.Delete(path(name), isDirectory(name));
      case "away" -> new Event.Delete(path(name), isDirectory(name), true);
      case "move" -> new Event.Move(path(name), path(words[2]), isDirectory(name));
      case "rescan" -> new Event.Rescan(path(name), words.length > 2 ? time(words[2]) : now);
      default -> null;
    };
  }

  /// The scan that words like `deep since 3 startup` describe; null for the word `attributes`.
  /// `all` is a deep one that is part of a scan of everything.
  static @Nullable Scan scan(List<String> words) {
    if (words.contains("attributes")) {
      return null;
    }
    int since = words.indexOf("since");
    return new Scan(
        since < 0 ? null : time(words.get(since + 1)),
        words.contains("deep") || words.contains("all"),
        words.contains("startup"),
        words.contains("all"));
  }

  private static String scan(Scan scan) {
    var words = new ArrayList<String>();
    words.add("scan");
    if (scan.deep()) {
      words.add(scan.whole() ? "all" : "deep");
    }
    if (scan.since() != null) {
      words.add("since " + seconds(scan.since()));
    }
    if (scan.startup()) {
      words.add("startup");
    }
    return "(" + String.join(" ", words) + ")";
  }

  static String marks(Delay delay) {
    Scan scan = delay.scan();
    return (delay.content() ? "*" : "")
        + (delay.open() ? "?" : "")
        + (delay.descends() ? "+" : "")
        + (scan == null ? "" : scan(scan))
        + allowance(delay.allowance());
  }

  private static String allowance(long entries) {
    return entries == 0 ? "" : entries == DelayQueue.ANY ? "-all" : "-" + entries;
  }

  /// A directory's path begins and ends with a slash.
  private static String directory(RelativePath path) {
    return path.isRoot() ? "/" : "/" + path + "/";
  }

  /// A batch: each directory with its due names, in the order of the paths, then the renames in
  /// their own order.
  public static String batch(@Nullable Batch batch) {
    if (batch == null) {
      return "nothing";
    }
    String parts =
        batch.parts().stream()
            .sorted(Comparator.comparing(Batch.Part::directory))
            .map(Words::part)
            .collect(Collectors.joining(" | "));
    String renames =
        batch.moved().stream()
            .map(to -> to.movedFrom() + " > " + to.path())
            .collect(Collectors.joining(", "));
    return renames.isEmpty() ? parts : parts + " with " + renames;
  }

  private static String part(Batch.Part part) {
    var words = new ArrayList<String>();
    words.add(directory(part.directory()) + ":");
    part.names().stream()
        .sorted(Comparator.comparing(Delay::path))
        .forEach(delay -> words.add(name(delay)));
    Delay itself = part.itself();
    if (itself != null) {
      words.add(itself.scan() == null ? "(attributes)" : marks(itself));
    }
    return String.join(" ", words);
  }

  private static String name(Delay delay) {
    var name = RelativePath.ROOT.resolve(delay.path().name());
    return name + (delay.isDirectory() ? "/" : "") + marks(delay);
  }

  /// Everything in the queue, in its order: what is at work in brackets, the rest with its due
  /// time.
  static String pending(DelayQueue queue) {
    var words = new ArrayList<String>();
    queue.forEach(
        delay ->
            words.add(
                delay.isActive()
                    ? "[" + one(delay) + "]"
                    : one(delay) + " @" + seconds(delay.due())));
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  private static String one(Delay delay) {
    String path =
        delay.isItself()
            ? directory(delay.path())
            : delay.path() + (delay.isDirectory() ? "/" : "");
    String to = delay.movedTo() == null ? "" : " > " + delay.movedTo();
    String failed =
        delay.reason() == null ? "" : " failed " + delay.attempts() + " " + delay.reason();
    return delay.kind().word() + " " + path + marks(delay) + to + failed;
  }
}
