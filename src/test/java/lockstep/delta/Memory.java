package lockstep.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Old and new content in memory: what the tests of this package are made of.
final class Memory {
  private Memory() {}

  /// Hands out at most three bytes at a time, as a file system may.
  static ByteSource source(byte[] content) {
    return (buffer, position) -> {
      int rest = (int) Math.max(0, content.length - position);
      int length = Math.min(Math.min(3, rest), buffer.remaining());
      buffer.put(content, (int) Math.min(position, content.length), length);
      return length;
    };
  }

  static ByteSource whole(byte[] content) {
    return (buffer, position) -> {
      int rest = (int) Math.max(0, content.length - position);
      int length = Math.min(rest, buffer.remaining());
      buffer.put(content, (int) Math.min(position, content.length), length);
      return length;
    };
  }

  /// The old content's bytes that a delta takes, and the literal ones.
  static final class Patched implements Patcher.Destination {
    private final byte[] old;
    private final byte[] content;
    private int length;
    int copies;
    long literal;

    Patched(byte[] old, int most) {
      this.old = old;
      this.content = new byte[most];
    }

    @Override
    public void write(ByteBuffer bytes, long position) {
      literal += bytes.remaining();
      put(bytes, position);
    }

    @Override
    public void copy(long oldPosition, long position, long size) {
      copies++;
      put(ByteBuffer.wrap(old, (int) oldPosition, (int) size), position);
    }

    private void put(ByteBuffer bytes, long position) {
      if (position != length) {
        throw new AssertionError("a gap, or twice: " + position + " after " + length);
      }
      int size = bytes.remaining();
      bytes.get(content, length, size);
      length += size;
    }

    byte[] content() {
      return Arrays.copyOf(content, length);
    }
  }

  /// The pieces, as `copy 0+8` and `literal 3`.
  static List<String> pieces(byte[] old, byte[] content, int blockSize, int step)
      throws IOException {
    var pieces = new ArrayList<String>();
    Signature signature = Signature.of(source(old), 0, old.length, blockSize);
    new DeltaEncoder(
            signature,
            step,
            piece ->
                pieces.add(
                    switch (piece) {
                      case Delta.CopyBlocks(long position, long size) ->
                          "copy " + position + "+" + size;
                      case Delta.Literal(ByteBuffer bytes) -> "literal " + bytes.remaining();
                    }))
        .encode(source(content), 0, content.length);
    return pieces;
  }
}
