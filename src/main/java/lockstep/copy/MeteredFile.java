package lockstep.copy;

import java.nio.ByteBuffer;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;

/// A file of which a [Meter] counts what is written to it.
final class MeteredFile implements OpenFile {
  /// A copy in the kernel is asked for in pieces of this size, so that it shows.
  private static final long STEP = 16 << 20;

  private final OpenFile file;
  private final Meter meter;
  private long expected;

  MeteredFile(OpenFile file, Meter meter, long size) {
    this.file = file;
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
    file.write(buffer, position);
    count(length);
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    long copied = 0;
    long step = 1;
    while (copied < length && step > 0) {
      step = file.copyFrom(source, position + copied, Math.min(STEP, length - copied));
      copied += step;
      count(step);
    }
    return copied;
  }

  @Override
  public boolean cloneFrom(OpenFile source) throws TreeException {
    boolean cloned = file.cloneFrom(source);
    if (cloned) {
      count(expected);
    }
    return cloned;
  }

  @Override
  public void punch(long position, long length) throws TreeException {
    file.punch(position, length);
    count(length);
  }

  @Override
  public boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException {
    boolean cloned = file.cloneRange(source, sourcePosition, position, length);
    if (cloned) {
      count(length);
    }
    return cloned;
  }

  @Override
  public Stat stat() throws TreeException {
    return file.stat();
  }

  @Override
  public boolean mayBeWritten() throws TreeException {
    return file.mayBeWritten();
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws TreeException {
    return file.read(buffer, position);
  }

  @Override
  public long nextData(long position) throws TreeException {
    return file.nextData(position);
  }

  @Override
  public long nextHole(long position) throws TreeException {
    return file.nextHole(position);
  }

  @Override
  public void truncate(long size) throws TreeException {
    file.truncate(size);
  }

  @Override
  public void setOwner(int uid, int gid) throws TreeException {
    file.setOwner(uid, gid);
  }

  @Override
  public void setMode(int mode) throws TreeException {
    file.setMode(mode);
  }

  @Override
  public void setTime(Timestamp mtime) throws TreeException {
    file.setTime(mtime);
  }

  @Override
  public Directory.Attributes attributes() throws TreeException {
    return file.attributes();
  }

  @Override
  public void sync() throws TreeException {
    file.sync();
  }

  @Override
  public void close() {
    meter.end(expected);
    file.close();
  }
}
