package lockstep.copy;

import java.nio.ByteBuffer;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;

/// A file that has another one do everything, but for what a subclass does otherwise.
abstract class ForwardingFile implements OpenFile {
  private final OpenFile file;

  ForwardingFile(OpenFile file) {
    this.file = file;
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
  public void write(ByteBuffer buffer, long position) throws TreeException {
    file.write(buffer, position);
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    return file.copyFrom(source, position, length);
  }

  @Override
  public boolean cloneFrom(OpenFile source) throws TreeException {
    return file.cloneFrom(source);
  }

  @Override
  public boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException {
    return file.cloneRange(source, sourcePosition, position, length);
  }

  @Override
  public void punch(long position, long length) throws TreeException {
    file.punch(position, length);
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
    file.close();
  }
}
