package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RsyncOptionsTest {
  private static String letters(RsyncOptions options) {
    var letters = new TreeSet<Character>();
    for (var flag : RsyncFlag.values()) {
      if (options.has(flag) && flag.letter() != 0) {
        letters.add(flag.letter());
      }
    }
    return String.join("", letters.stream().map(String::valueOf).toList());
  }

  private static RsyncOptions of(boolean archive, Map<RsyncFlag, Boolean> flags, String... extra) {
    var words = Stream.of(extra).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    return new RsyncOptions(archive, flags, Map.of(), words, null);
  }

  @Test
  void lettersOfTheTable() {
    assertEquals("lst", letters(new RsyncOptions()));
    assertEquals("Dglopst", letters(of(true, Map.of())));
    assertEquals("Dglpst", letters(of(true, Map.of(RsyncFlag.OWNER, false))));
    assertEquals("Alst", letters(of(false, Map.of(RsyncFlag.ACLS, true))));
    assertEquals("st", letters(of(false, Map.of(RsyncFlag.LINKS, false))));
  }

  @ParameterizedTest
  @CsvSource({
    "-a, Dglopst",
    "--archive, Dglopst",
    "-AX, AXlst",
    "--no-times, ls",
    "--hard-links, Hlst",
    "-Dhi, Dlst",
  })
  void argumentsThatTheCopierKnows(String word, String expected) {
    assertEquals(expected, letters(of(false, Map.of(), word).effective()));
  }

  @ParameterizedTest
  @CsvSource({
    "--fuzzy, RSYNC",
    "-y, RSYNC",
    "-ay, RSYNC",
    "-, RSYNC",
    "word, RSYNC",
    "--delete, RSYNC",
    "--checksum, BUILT_IN",
    "-n, BUILT_IN",
    "-xx, RSYNC",
    "--chmod=Dg+s, BUILT_IN",
    "--chmod=Dg+q, RSYNC",
    "--usermap=0, RSYNC",
    "--max-size=1.5m, BUILT_IN",
    "--max-size=much, RSYNC",
    "--no-o, BUILT_IN",
    "--no-y, RSYNC",
    "--bwlimit, RSYNC",
    "--bwlimit=5, BUILT_IN",
    "--numeric-ids, BUILT_IN",
    "--max-delete=5, BUILT_IN",
    "--max-delete=some, RSYNC",
    "--modify-window=-1, BUILT_IN",
    "--link-dest=../old, BUILT_IN",
    "--link-dest=, RSYNC",
    "--temp-dir=/x, BUILT_IN",
    "-v, BUILT_IN",
    "-aHAXS, BUILT_IN",
  })
  void engineForAnArgument(String word, Engine expected) {
    var target = new Target.LocalDirectory(AbsolutePath.of("/t"));
    assertEquals(expected, EngineChoice.of(target, of(false, Map.of(), word)).engine());
  }

  @Test
  void valuesAreCopies() {
    byte[] value = {'5'};
    var options =
        new RsyncOptions(false, Map.of(), Map.of(RsyncValue.BWLIMIT, value), List.of(value), value);
    value[0] = '6';
    assertEquals("links, protect_args, times, bwlimit=5, _extra=[5], binary=5", options.toString());
    assertNull(options.value(RsyncValue.RSH));
  }
}
