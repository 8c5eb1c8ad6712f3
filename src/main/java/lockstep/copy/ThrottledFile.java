package lockstep.copy;

import java.nio.ByteBuffer;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;

/// A file that is written to piece by piece, as its [Throttle] allows. Sharing blocks moves no
/// content, and is not held up.
final class ThrottledFile extends ForwardingFile {
  private final Throttle throttle;

  ThrottledFile(OpenFile file, Throttle throttle) {
    super(file);
    this.throttle = throttle;
  }

  @Override
  public void write(ByteBuffer buffer, long position) throws TreeException {
    throttle.take(buffer.remaining());
    super.write(buffer, position);
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    long copied = 0;
    while (copied < length) {
      long piece = Math.min(throttle.piece(), length - copied);
      throttle.take(piece);
      long done = super.copyFrom(source, position + copied, piece);
      copied += done;
      if (done < piece) {
        return copied; // the source ended
      }
    }
    return copied;
  }
}
