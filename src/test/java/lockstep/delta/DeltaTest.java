package lockstep.delta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The delta of two contents, put on the first, gives the second; and it finds what they share.
final class DeltaTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Memory.Patched patched(
      byte[] old, byte[] content, int blockSize, int step, int buffer) throws IOException {
    return patched(old, content, blockSize, blockSize, step, buffer);
  }

  private static Memory.Patched patched(
      byte[] old, byte[] content, int blockSize, int weakLength, int step, int buffer)
      throws IOException {
    Signature signature = Signature.of(Memory.source(old), 0, old.length, blockSize, weakLength);
    var result = new Memory.Patched(old, content.length);
    var patcher = new Patcher(result, 0);
    new DeltaEncoder(signature, step, patcher, buffer)
        .encode(Memory.source(content), 0, content.length);
    assertEquals(content.length, patcher.position());
    assertArrayEquals(content, result.content());
    return result;
  }

  private static byte[] word(int number, int letters, int length) {
    var word = new byte[length];
    for (int i = 0, rest = number; i < length; i++, rest /= letters) {
      word[i] = (byte) (rest % letters);
    }
    return word;
  }

  @Test
  void allShortWordsOfTwoLetters() throws IOException {
    allWords(2, 7, 8);
  }

  @Test
  void allShortWordsOfThreeLetters() throws IOException {
    allWords(3, 4, 5);
  }

  private static void allWords(int letters, int oldLength, int newLength) throws IOException {
    for (int ofOld = 0; ofOld <= oldLength; ofOld++) {
      for (int old = 0; old < Math.pow(letters, ofOld); old++) {
        for (int content = 0; content < Math.pow(letters, newLength); content++) {
          byte[] one = word(old, letters, ofOld);
          byte[] other = word(content, letters, newLength);
          for (int blockSize = 1; blockSize <= 3; blockSize++) {
            patched(one, other, blockSize, 1, 1);
            patched(one, other, blockSize, 1, blockSize, 1);
          }
        }
      }
    }
  }

  @Test
  void edits() throws IOException {
    var random = new Random(7);
    for (int round = 0; round < 400; round++) {
      byte[] old = content(random);
      byte[] content = edited(old, random);
      int blockSize = 1 << 2 + random.nextInt(6);
      int step = random.nextBoolean() ? 1 : blockSize / 4;
      int weakLength = 1 + random.nextInt(blockSize);
      patched(old, content, blockSize, weakLength, step, 1 << random.nextInt(12));
    }
  }

  private static byte[] content(Random random) {
    var content = new byte[random.nextInt(20_000)];
    int letters = 1 + random.nextInt(4);
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(letters);
    }
    return content;
  }

  /// Stretches of the old content in any order, with others between.
  private static byte[] edited(byte[] old, Random random) {
    var content = new byte[random.nextInt(30_000)];
    random.nextBytes(content);
    for (int i = random.nextInt(12); i > 0; i--) {
      int length = random.nextInt(1 + Math.min(old.length, content.length));
      int from = random.nextInt(1 + old.length - length);
      int to = random.nextInt(1 + content.length - length);
      System.arraycopy(old, from, content, to, length);
    }
    return content;
  }

  @Test
  void anInsertionCostsItsOwnLengthAndABlock() throws IOException {
    var old = new byte[300_000];
    new Random(1).nextBytes(old);
    byte[] content = inserted(old, 100_001, bytes("something new"));
    Memory.Patched patched = patched(old, content, 4096, 1, 1 << 16);
    assertTrue(patched.literal <= 13 + 2 * 4096, "literal: " + patched.literal);
    assertEquals(2, patched.copies);
  }

  @Test
  void byStepsOnlyWhatMovedByThemIsFound() throws IOException {
    var old = new byte[300_000];
    new Random(2).nextBytes(old);
    byte[] byPage = inserted(old, 0, new byte[12_288]);
    assertEquals(12_288 + 300_000 % 8192, patched(old, byPage, 8192, 4096, 1 << 16).literal);
    assertEquals(12_288 + 300_000 % 8192, patched(old, byPage, 8192, 4096, 4096, 1 << 16).literal);
    byte[] byByte = inserted(old, 0, new byte[12_289]);
    assertEquals(byByte.length, patched(old, byByte, 8192, 4096, 1 << 16).literal);
  }

  private static byte[] inserted(byte[] old, int at, byte[] piece) {
    byte[] content = Arrays.copyOf(old, old.length + piece.length);
    System.arraycopy(piece, 0, content, at, piece.length);
    System.arraycopy(old, at, content, at + piece.length, old.length - at);
    return content;
  }

  @Test
  void piecesAreAsLongAsTheyCanBe() throws IOException {
    assertEquals(
        "[copy 0+8]", Memory.pieces(bytes("abcdefgh"), bytes("abcdefgh"), 2, 1).toString());
    assertEquals(
        "[literal 1, copy 0+8, literal 2]",
        Memory.pieces(bytes("abcdefgh"), bytes("-abcdefgh--"), 4, 1).toString());
    assertEquals(
        "[copy 4+4, copy 0+4]",
        Memory.pieces(bytes("abcdefgh"), bytes("efghabcd"), 4, 1).toString());
    assertEquals("[literal 3]", Memory.pieces(bytes(""), bytes("abc"), 4, 1).toString());
    assertEquals("[]", Memory.pieces(bytes("abc"), bytes(""), 1, 1).toString());
  }

  @Test
  void aLastBlockThatIsNotWholeIsNotFound() throws IOException {
    assertEquals(
        "[copy 0+4, literal 1]", Memory.pieces(bytes("abcde"), bytes("abcde"), 4, 1).toString());
  }

  @Test
  void contentThatBecameShorterEndsThere() throws IOException {
    byte[] old = bytes("abcdefgh");
    var result = new Memory.Patched(old, 100);
    var patcher = new Patcher(result, 0);
    new DeltaEncoder(Signature.of(Memory.source(old), 0, 100, 4), 1, patcher)
        .encode(Memory.source(bytes("xabcdefghy")), 0, 100);
    assertArrayEquals(bytes("xabcdefghy"), result.content());
  }

  /// Every window is a block of the old content; what differs is at the very end.
  @Test
  void equalBlocksTakeLinearWork() throws IOException {
    int size = 1 << 20;
    var old = new byte[size];
    byte[] content = Arrays.copyOf(old, size + 1);
    content[size] = 1;
    var encoder = encode(old, content, 512);
    assertTrue(encoder.looked() <= 2L * content.length, "looked at " + encoder.looked());
    assertTrue(encoder.hashed() <= 2L * content.length, "hashed " + encoder.hashed());
  }

  /// Equal weak sums and other content in every block, and in every window.
  @Test
  void blocksThatCollideTakeLinearWork() throws IOException {
    int blockSize = 512;
    var old = new byte[1 << 19];
    for (int block = 0; block < old.length / blockSize; block++) {
      collide(old, block * blockSize, block);
    }
    var content = new byte[1 << 19];
    Arrays.fill(content, (byte) 10);
    var encoder = encode(old, content, blockSize);
    long most = (Signature.LONGEST_CHAIN + 1L) * content.length;
    assertTrue(encoder.looked() <= most, "looked at " + encoder.looked());
    assertTrue(encoder.hashed() <= 5L * content.length, "hashed " + encoder.hashed());
  }

  /// Adding one, minus two and one to three bytes in a row changes neither sum. Blocks differ in
  /// where that was done.
  private static void collide(byte[] bytes, int start, int variant) {
    Arrays.fill(bytes, start, start + 512, (byte) 10);
    int at = start + 3 + Math.floorMod(variant, 500);
    bytes[at] = 11;
    bytes[at + 1] = 8;
    bytes[at + 2] = 11;
  }

  private static DeltaEncoder encode(byte[] old, byte[] content, int blockSize) throws IOException {
    Signature signature = Signature.of(Memory.whole(old), 0, old.length, blockSize);
    var result = new Memory.Patched(old, content.length);
    var encoder = new DeltaEncoder(signature, 1, new Patcher(result, 0));
    encoder.encode(Memory.whole(content), 0, content.length);
    assertArrayEquals(content, result.content());
    return encoder;
  }

  @Test
  void aStepDividesTheBlock() throws IOException {
    Signature signature = Signature.of(Memory.source(bytes("abcd")), 0, 4, 4);
    assertThrows(IllegalArgumentException.class, () -> new DeltaEncoder(signature, 3, _ -> {}));
    assertThrows(IllegalArgumentException.class, () -> new DeltaEncoder(signature, 0, _ -> {}));
  }
}
