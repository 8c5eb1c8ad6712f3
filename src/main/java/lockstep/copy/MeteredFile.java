package lockstep.copy;

import java.nio.ByteBuffer;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;

/// A file of which a [Meter] counts what is written to it.
final class MeteredFile extends ForwardingFile {
  /// A copy in the kernel is asked for in pieces of this size, so that it shows.
  private static final long STEP = 16 << 20;

  private final Meter meter;
  private long expected;

  MeteredFile(OpenFile file, Meter meter, long size) {
    super(file);
    this.meter = meter;
    this.expected = size;
    meter.begin(size);
  }

  private void count(long written) {
    expected -= written;
    meter.advance(written);
  }

  @Override
  public void write(ByteBuffer buffer, long position) throws TreeException {
    int length = buffer.remaining();
    super.write(buffer, position);
    count(length);
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    long copied = 0;
    long step = 1;
    while (copied < length && step > 0) {
      step = super.copyFrom(source, position + copied, Math.min(STEP, length - copied));
      copied += step;
      count(step);
    }
    return copied;
  }

  @Override
  public boolean cloneFrom(OpenFile source) throws TreeException {
    boolean cloned = super.cloneFrom(source);
    if (cloned) {
      count(expected);
    }
    return cloned;
  }

  @Override
  public void punch(long position, long length) throws TreeException {
    super.punch(position, length);
    count(length);
  }

  @Override
  public boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException {
    boolean cloned = super.cloneRange(source, sourcePosition, position, length);
    if (cloned) {
      count(length);
    }
    return cloned;
  }

  @Override
  public void close() {
    meter.end(expected);
    super.close();
  }
}
