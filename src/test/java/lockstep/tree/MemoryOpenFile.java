package lockstep.tree;

import java.nio.ByteBuffer;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryNotices.Kind;

/// An open regular file of a [MemoryTree].
final class MemoryOpenFile extends MemoryHandle implements OpenFile {
  private final boolean writable;

  MemoryOpenFile(MemoryTree tree, RelativePath path, MemorySpot spot, boolean writable) {
    super(tree, path, spot);
    this.writable = writable;
  }

  /// Nobody is in the middle of a write here: the simulated ones are done at once.
  @Override
  public boolean mayBeWritten() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws TreeException {
    return call("pread", () -> readPiece(buffer, position));
  }

  private int readPiece(ByteBuffer buffer, long position) {
    int limit = buffer.limit();
    buffer.limit(buffer.position() + Math.min(buffer.remaining(), tree.piece()));
    int length = inode.content.read(buffer, position);
    buffer.limit(limit);
    return length;
  }

  @Override
  public void write(ByteBuffer buffer, long position) throws TreeException {
    long at = position;
    while (buffer.hasRemaining()) {
      at += writePiece("pwrite", buffer, at);
    }
  }

  private int writePiece(String call, ByteBuffer buffer, long position) throws TreeException {
    int length = Math.min(buffer.remaining(), tree.piece());
    ByteBuffer piece = buffer.slice(buffer.position(), length);
    run(
        call,
        () -> {
          checkWritable();
          fs.changes.write(inode, link, piece, position);
        });
    buffer.position(buffer.position() + length);
    return length;
  }

  @Override
  public long copyFrom(OpenFile source, long position, long length) throws TreeException {
    var buffer = ByteBuffer.allocate((int) Math.min(length, tree.piece()));
    long done = 0;
    while (done < length) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
      if (source.read(buffer, position + done) == 0) {
        break;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        done += writePiece("copy_file_range", buffer, position + done);
      }
    }
    return done;
  }

  @Override
  public boolean cloneFrom(OpenFile source) throws TreeException {
    MemoryOpenFile from = (MemoryOpenFile) source;
    return call("ioctl(FICLONE)", () -> cloneInode(from.inode));
  }

  private boolean cloneInode(MemoryInode source) {
    checkWritable();
    if (!fs.hasReflinks() || source.device != inode.device) {
      return false;
    }
    fs.changes.cloneFrom(inode, link, source);
    return true;
  }

  @Override
  public boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException {
    MemoryOpenFile from = (MemoryOpenFile) source;
    return call(
        "ioctl(FICLONERANGE)", () -> cloneInode(from.inode, sourcePosition, position, length));
  }

  /// As XFS: whole blocks that the source has.
  private boolean cloneInode(MemoryInode source, long sourcePosition, long position, long length) {
    checkWritable();
    boolean whole = (sourcePosition | position | length) % MemoryContent.PAGE == 0;
    boolean within = sourcePosition + length <= source.content.size();
    if (!fs.hasReflinks() || source.device != inode.device || !whole || !within) {
      return false;
    }
    fs.changes.cloneRange(inode, link, source, sourcePosition, position, length);
    return true;
  }

  @Override
  public void punch(long position, long length) throws TreeException {
    run(
        "fallocate",
        () -> {
          checkWritable();
          fs.changes.punch(inode, link, position, length);
        });
  }

  @Override
  public long nextData(long position) throws TreeException {
    return call("lseek", () -> inode.content.nextData(position));
  }

  @Override
  public long nextHole(long position) throws TreeException {
    return call("lseek", () -> inode.content.nextHole(position));
  }

  @Override
  public void truncate(long size) throws TreeException {
    run(
        "ftruncate",
        () -> {
          checkWritable();
          fs.changes.truncate(inode, link, size);
        });
  }

  private void checkWritable() {
    if (!writable) {
      throw MemoryErrno.EBADF.refusal();
    }
  }

  @Override
  public void sync() throws TreeException {
    run("fsync", () -> {});
  }

  @Override
  void onClose() {
    if (writable) {
      fs.audience.byFile(Kind.CLOSE_WRITE, inode, link);
    }
  }
}
