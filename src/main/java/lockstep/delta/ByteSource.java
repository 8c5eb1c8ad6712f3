package lockstep.delta;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Content that can be read at any position.
public interface ByteSource {
  /// Reads into `buffer` (from its position, up to its limit, moving the position) what stands at
  /// `position`.
  ///
  /// @return how many bytes; 0 at or past the end
  int read(ByteBuffer buffer, long position) throws IOException;

  /// Reads until the buffer is full or the content ends.
  ///
  /// @return how many bytes
  default int fill(ByteBuffer buffer, long position) throws IOException {
    int start = buffer.position();
    int read = 1;
    while (read > 0 && buffer.hasRemaining()) {
      read = read(buffer, position + buffer.position() - start);
    }
    return buffer.position() - start;
  }
}
