package lockstep.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class TemporaryNamesTest {
  private final TemporaryNames names = new TemporaryNames();

  @Test
  void looksLikeRsyncs() {
    String name = new String(names.next("mail".getBytes(UTF_8)), UTF_8);
    assertTrue(name.matches("\\.mail\\.[A-Za-z0-9]{6}"), name);
  }

  @Test
  void isRecognisedAndDiffersFromTheLast() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 10_000; i++) {
      byte[] name = names.next("a".getBytes(UTF_8));
      assertTrue(TemporaryNames.isTemporary(name));
      assertTrue(seen.add(new String(name, UTF_8)));
    }
  }

  @Test
  void aChangedCharacterIsNotRecognised() {
    byte[] name = names.next("a.b".getBytes(UTF_8));
    for (int i = 0; i < name.length; i++) {
      byte[] changed = name.clone();
      changed[i] = (byte) (changed[i] == 'x' ? 'y' : 'x');
      assertFalse(TemporaryNames.isTemporary(changed), new String(changed, UTF_8));
    }
  }

  @Test
  void ordinaryNamesAreNotRecognised() {
    for (String name : new String[] {"", ".", "a", ".a", "..abcdef", ".a.abcdef", "..00000000"}) {
      assertFalse(TemporaryNames.isTemporary(name.getBytes(UTF_8)), name);
    }
  }

  @Test
  void longNamesStayAsLongAndCharactersWhole() {
    for (int length = 1; length <= 255; length++) {
      byte[] ascii = names.next("x".repeat(length).getBytes(UTF_8));
      assertEquals(length > 120 ? length : length + 8, ascii.length);
      byte[] wide = ("x".repeat(length % 3) + "€".repeat(length / 3)).getBytes(UTF_8);
      byte[] name = names.next(wide);
      assertTrue(name.length <= Math.max(wide.length, 128), () -> "of " + wide.length);
      assertEquals(name.length, new String(name, UTF_8).getBytes(UTF_8).length);
      assertFalse(new String(name, UTF_8).contains("\ufffd"));
      assertTrue(TemporaryNames.isTemporary(name));
    }
  }

  @Test
  void bytesThatAreNoTextAreCutAnywhere() {
    var name = new byte[200];
    Arrays.fill(name, (byte) 0x80);
    assertEquals(200, names.next(name).length);
  }
}
