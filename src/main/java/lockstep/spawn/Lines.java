package lockstep.spawn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream of bytes into lines.
final class Lines {
  private final byte[] line;
  private final Consumer<byte[]> consumer;
  private int length;

  /// @param longest what is longer comes in pieces
  Lines(int longest, Consumer<byte[]> consumer) {
    this.line = new byte[longest];
    this.consumer = consumer;
  }

  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        tell();
        continue;
      }
      if (length == line.length) {
        tell();
      }
      line[length++] = b;
    }
  }

  /// Tells what came after the last end of a line.
  void end() {
    if (length > 0) {
      tell();
    }
  }

  private void tell() {
    consumer.accept(Arrays.copyOf(line, length));
    length = 0;
  }
}
