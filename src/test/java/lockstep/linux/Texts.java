package lockstep.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// Shorthand of the tests: text with a byte for each character.
final class Texts {
  private Texts() {}

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] bytes(Path path) {
    return bytes(path.toString());
  }

  static ByteBuffer direct(String text) {
    return direct(text.length()).put(bytes(text)).flip();
  }

  static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /// The first `length` bytes of a buffer, or of nothing if that is a negative errno.
  static String text(ByteBuffer buffer, int length) {
    var bytes = new byte[succeeded(length)];
    buffer.get(0, bytes);
    return new String(bytes, ISO_8859_1);
  }

  static int succeeded(int result) {
    return result >= 0 ? result : fail(Errno.text(result));
  }
}
