package lockstep.delta;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Puts new content together from its pieces, in their order.
public final class Patcher implements DeltaEncoder.Sink {
  /// Where the new content is written.
  public interface Destination {
    void write(ByteBuffer bytes, long position) throws IOException;

    /// Takes `length` bytes at `oldPosition` of the old content.
    void copy(long oldPosition, long position, long length) throws IOException;
  }

  private final Destination destination;
  private long position;

  /// @param start where the first piece belongs
  public Patcher(Destination destination, long start) {
    this.destination = destination;
    this.position = start;
  }

  @Override
  public void accept(Delta piece) throws IOException {
    switch (piece) {
      case Delta.Literal(ByteBuffer bytes) -> {
        int length = bytes.remaining();
        destination.write(bytes, position);
        position += length;
      }
      case Delta.CopyBlocks(long from, long length) -> {
        destination.copy(from, position, length);
        position += length;
      }
    }
  }

  /// Where the next piece belongs: when all were accepted, how long the content is.
  public long position() {
    return position;
  }
}
