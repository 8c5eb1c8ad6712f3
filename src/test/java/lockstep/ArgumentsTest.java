package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import lockstep.event.Printable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void theLastWordsAreOurs() {
    var arguments = Arguments.split(words("java", "-cp", "x", "lockstep.Main", "a", ""), "a", "");
    assertEquals("java|-cp|x|lockstep.Main", text(arguments.launcher()));
    assertEquals("a|", text(arguments.words()));
  }

  @Test
  void noWords() {
    var arguments = Arguments.split(words("java", "lockstep.Main"));
    assertEquals("java|lockstep.Main", text(arguments.launcher()));
    assertEquals(List.of(), arguments.words());
  }

  @Test
  void bytesThatJavaDamagedAreWhole() {
    byte[] latin = {'c', 'a', 'f', (byte) 0xe9};
    var all = List.of(bytes("java"), bytes("Main"), latin, bytes("-x"));
    var arguments = Arguments.split(all, "caf\ufffd", "-x");
    assertEquals("caf\\xe9|-x", text(arguments.words()));
  }

  @Test
  void wordsThatAreNotThoseOfTheProcessAreTakenAsTheyAre() {
    var arguments = Arguments.split(words("java", "-jar", "tool.jar", "x"), "-version", "ü");
    assertEquals(List.of(), arguments.launcher());
    assertEquals("-version|ü", text(arguments.words()));
    assertEquals("a|b", text(Arguments.split(words("a", "b"), "a", "b").words()));
  }

  @Test
  void theEnvironmentIsRead() throws Exception {
    var environment = Arguments.environment();
    assertFalse(environment.isEmpty());
    assertEquals(
        true, environment.stream().allMatch(entry -> Printable.of(entry).indexOf('=') > 0));
  }

  private static List<byte[]> words(String... words) {
    return Arrays.stream(words).map(ArgumentsTest::bytes).toList();
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(List<byte[]> words) {
    return String.join("|", words.stream().map(Printable::of).toList());
  }
}
