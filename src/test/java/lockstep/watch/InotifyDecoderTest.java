package lockstep.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.event.RelativePath;
import lockstep.linux.Inotify;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The stories of `decoder.txt`; the file says how to read them.
final class InotifyDecoderTest {
  private static final Map<String, Integer> MASKS =
      Map.ofEntries(
          Map.entry("MODIFY", Inotify.IN_MODIFY),
          Map.entry("ATTRIB", Inotify.IN_ATTRIB),
          Map.entry("CLOSE_WRITE", Inotify.IN_CLOSE_WRITE),
          Map.entry("MOVED_FROM", Inotify.IN_MOVED_FROM),
          Map.entry("MOVED_TO", Inotify.IN_MOVED_TO),
          Map.entry("CREATE", Inotify.IN_CREATE),
          Map.entry("DELETE", Inotify.IN_DELETE),
          Map.entry("DELETE_SELF", Inotify.IN_DELETE_SELF),
          Map.entry("MOVE_SELF", Inotify.IN_MOVE_SELF),
          Map.entry("UNMOUNT", Inotify.IN_UNMOUNT),
          Map.entry("Q_OVERFLOW", Inotify.IN_Q_OVERFLOW),
          Map.entry("IGNORED", Inotify.IN_IGNORED));

  private static final Instant RELIEVED = Instant.parse("2026-11-24T10:00:10Z");

  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    return stories("decoder.txt").stream()
        .map(story -> DynamicTest.dynamicTest(story.getFirst(), () -> run(story)));
  }

  private static List<List<String>> stories(String file) throws IOException {
    try (InputStream in = InotifyDecoderTest.class.getResourceAsStream(file)) {
      var stories = new ArrayList<List<String>>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> addTo(stories, line));
      return stories;
    }
  }

  private static void addTo(List<List<String>> stories, String line) {
    if (line.startsWith("== ")) {
      stories.add(new ArrayList<>(List.of(line.substring(3))));
    } else {
      stories.getLast().add(line);
    }
  }

  private static void run(List<String> story) {
    var scene = new Scene();
    var expected = new ArrayList<String>();
    for (String line : story.subList(1, story.size())) {
      if (line.startsWith("> ") || line.startsWith("removed ") || line.startsWith("table ")) {
        expected.add(line);
      } else {
        scene.act(line.split(" +"));
      }
    }
    scene.drain();
    assertEquals(String.join("\n", expected), scene.result());
  }

  @Test
  void changesSinceASecondBeforeTheQueueWasEmptyMayBeLost() {
    var scene = new Scene();
    scene.act("watch", "1", ".");
    scene.act("1", "Q_OVERFLOW");
    scene.drain();
    assertEquals(List.of(Instant.parse("2026-11-24T10:00:09Z")), scene.told.rescans);
  }

  @Test
  void eachWriteCountsWhereItIsAskedFor() {
    var scene = new Scene();
    scene.decoder = new InotifyDecoder(scene.removed::add, true);
    scene.act("watch", "1", ".");
    scene.act("1", "MODIFY", "f");
    scene.drain();
    assertEquals(List.of("Modify f closed"), scene.told.lines);
  }

  @Test
  void aWatchThatMayHaveBeenRemovedMeanwhileIsToBeAddedAgain() {
    var scene = new Scene();
    scene.act("watch", "1", ".");
    scene.act("watch", "2", "a");
    long before = scene.decoder.removals();
    scene.act("1", "MOVED_FROM|ISDIR", "a", "7");
    scene.drain();
    scene.act("expire");
    assertNull(scene.decoder.register(RelativePath.of("b"), 2, 100, before));
  }

  /// A decoder with its kernel queue.
  private static final class Scene {
    final Records queue = new Records();
    final Told told = new Told();
    final List<Integer> removed = new ArrayList<>();
    InotifyDecoder decoder = new InotifyDecoder(removed::add, false);
    long now;

    void act(String... words) {
      switch (words[0]) {
        case "watch" -> watch(words);
        case "drain" -> drain();
        case "wait" -> {
          now += 21_000_000;
          decoder.expire(now, false, RELIEVED, told);
        }
        case "expire" -> decoder.expire(now, true, RELIEVED, told);
        case "limited" -> decoder.limited();
        default -> record(words);
      }
    }

    private void watch(String[] words) {
      var result =
          decoder.register(
              path(words[2]), Integer.parseInt(words[1]), queue.end(), decoder.removals());
      assertEquals(
          words.length > 3 ? words[3] : "WATCHED", String.valueOf(result), String.join(" ", words));
    }

    private void record(String[] words) {
      int mask =
          Arrays.stream(words[1].split("\\|"))
              .mapToInt(bit -> bit.equals("ISDIR") ? Inotify.IN_ISDIR : MASKS.get(bit))
              .sum();
      byte[] name = words.length > 2 ? words[2].getBytes(StandardCharsets.UTF_8) : new byte[0];
      queue.add(
          Integer.parseInt(words[0]),
          mask,
          words.length > 3 ? Integer.parseInt(words[3]) : 0,
          name);
    }

    void drain() {
      decoder.decode(queue.take(), RELIEVED, now, told);
    }

    private static RelativePath path(String text) {
      return text.equals(".") ? RelativePath.ROOT : RelativePath.of(text);
    }

    String result() {
      var lines = new ArrayList<String>();
      told.lines.forEach(line -> lines.add("> " + line));
      if (!removed.isEmpty()) {
        lines.add(
            "removed " + String.join(" ", removed.stream().sorted().map(String::valueOf).toList()));
      }
      lines.add("table" + table());
      return String.join("\n", lines);
    }

    private String table() {
      var table = new StringBuilder();
      for (int wd : decoder.descriptors()) {
        RelativePath path = decoder.path(wd);
        table.append(' ').append(wd).append(':');
        table.append(path == null ? "?" : path.isRoot() ? "." : path.toString());
      }
      return table.toString();
    }
  }
}
