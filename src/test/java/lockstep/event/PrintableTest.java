package lockstep.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PrintableTest {
  @TestFactory
  Stream<DynamicTest> texts() throws IOException {
    return Table.rows("printable.txt").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getFirst(),
                    () -> assertEquals(row.get(1), Printable.of(bytes(row.getFirst())))));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex);
  }

  @Test
  void nothingIsNothing() {
    assertEquals("", Printable.of(new byte[0]));
  }

  @Test
  void noCharacterOfTheBasicPlaneThatHasNoGlyphGetsThrough() {
    for (char c = 0; c < 0xd800; c++) {
      String text = Printable.of(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      assertTrue(
          text.codePoints().noneMatch(PrintableTest::isHarmful),
          "U+" + HexFormat.of().toHexDigits(c));
    }
  }

  private static boolean isHarmful(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT
        || character == 0x2028
        || character == 0x2029;
  }

  /// Different names look different, as every text leads back to its bytes.
  @Test
  void everyTextLeadsBackToItsBytes() {
    var random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = draw(random);
      String text = Printable.of(bytes);
      assertArrayEquals(bytes, read(text), text);
      assertTrue(text.codePoints().noneMatch(PrintableTest::isHarmful), text);
    }
  }

  /// Bytes among which parts of characters, escapes and controls are frequent.
  private static byte[] draw(Random random) {
    int[] frequent = {
      '\\', 'x', 'n', '0', 'a', '\n', 0xc2, 0xc3, 0xe2, 0x80, 0xae, 0x9b, 0xf0, 0x9f
    };
    var bytes = new byte[random.nextInt(9)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte)
              (random.nextInt(3) == 0
                  ? random.nextInt(256)
                  : frequent[random.nextInt(frequent.length)]);
    }
    return bytes;
  }

  private static byte[] read(String text) {
    var bytes = new ByteArrayOutputStream();
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] != '\\') {
        bytes.writeBytes(Character.toString(characters[i]).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      switch (characters[++i]) {
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 't' -> bytes.write('\t');
        case '\\' -> bytes.write('\\');
        case 'x' -> {
          bytes.write(Integer.parseInt(new String(characters, i + 1, 2), 16));
          i += 2;
        }
        default -> throw new AssertionError("an unknown escape: " + text);
      }
    }
    return bytes.toByteArray();
  }
}
