package lockstep.tree;

import java.nio.ByteBuffer;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryNotices.Kind;

/// A file that another program holds open for writing, wherever it is renamed to and whether it is
/// removed or not.
public final class MemoryStream implements AutoCloseable {
  private final MemoryWriter writer;
  private final MemoryFileSystem fs;
  private final RelativePath path;
  private final MemoryLink link;
  private final boolean made;
  private boolean closed;

  MemoryStream(
      MemoryWriter writer, MemoryFileSystem fs, RelativePath path, MemoryLink link, boolean made) {
    this.writer = writer;
    this.fs = fs;
    this.path = path;
    this.link = link;
    this.made = made;
    fs.hold(link.inode, link);
  }

  public void write(byte[] content, long position) {
    run("write", () -> fs.changes.write(link.inode, link, ByteBuffer.wrap(content), position));
  }

  public void append(byte[] content) {
    run(
        "write",
        () ->
            fs.changes.write(
                link.inode, link, ByteBuffer.wrap(content), link.inode.content.size()));
  }

  /// Writes through a mapping within the present size: times change, but nothing is told before the
  /// file is closed.
  public void writeMapped(byte[] content, long position) {
    run(
        "mmap",
        () -> {
          link.inode.content.write(ByteBuffer.wrap(content), position);
          fs.modified(link.inode);
          fs.audience.published(link.inode);
        });
  }

  public void truncate(long size) {
    run("ftruncate", () -> fs.changes.truncate(link.inode, link, size));
  }

  /// `O_TRUNC`.
  void truncateIfOld() {
    if (!made) {
      truncate(0);
    }
  }

  @Override
  public void close() {
    synchronized (fs) {
      if (!closed) {
        closed = true;
        fs.audience.byFile(Kind.CLOSE_WRITE, link.inode, link);
        fs.release(link.inode, link);
      }
    }
  }

  private void run(String call, Runnable operation) {
    writer.call(
        call,
        path,
        () -> {
          operation.run();
          return path;
        });
  }
}
