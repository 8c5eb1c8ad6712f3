package lockstep.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lockstep.config.ExitTable;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.spawn.Command;
import lockstep.spawn.End;
import org.junit.jupiter.api.Test;

/// The ends of `verdicts.txt`.
final class VerdictTest {
  private static final Command RSYNC =
      Command.of("test", "rsync".getBytes(StandardCharsets.US_ASCII), List.of());

  @Test
  void judgesByCodeAndWords() throws Exception {
    var expected = new ArrayList<String>();
    var found = new ArrayList<String>();
    List<String> lines = IncludeListTest.lines("verdicts.txt");
    for (int i = 0; i < lines.size(); ) {
      String head = lines.get(i++).substring(3);
      var said = new Transcript(AbsolutePath.of("/src"));
      while (i < lines.size() && !lines.get(i).startsWith("== ")) {
        said.line(lines.get(i++).getBytes(StandardCharsets.ISO_8859_1));
      }
      int words = head.startsWith("killed ") || head.startsWith("not ") ? 2 : 1;
      String end = String.join(" ", List.of(head.split(" ", -1)).subList(0, words));
      expected.add(head);
      found.add(end + " " + text(Verdict.of(RSYNC, end(end), ExitTable.RSYNC, said)) + files(said));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private static End end(String words) {
    if (words.startsWith("killed ")) {
      return new End.Killed(Integer.parseInt(words.substring(7)));
    }
    return words.equals("not started")
        ? new End.NotStarted("ENOENT (No such file or directory)")
        : new End.Exited(Integer.parseInt(words));
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done() -> "done";
      case Verdict.Partly(String why) -> "partly " + why;
      case Verdict.Again(String why) -> "again " + why;
      case Verdict.Fatal(String why) -> "fatal " + why;
    };
  }

  private static String files(Transcript said) {
    Set<RelativePath> files = said.files();
    return files == null
        ? ""
        : " files "
            + files.stream().map(RelativePath::toString).sorted().collect(Collectors.joining(", "));
  }
}
