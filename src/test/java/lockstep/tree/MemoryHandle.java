package lockstep.tree;

import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What a descriptor of a [MemoryTree] refers to: an inode, and the name by which it was opened.
abstract class MemoryHandle {
  final MemoryTree tree;
  final MemorySpot spot;
  final MemoryFileSystem fs;
  final RelativePath path;
  final MemoryInode inode;
  final @Nullable MemoryLink link;
  private boolean closed;

  MemoryHandle(MemoryTree tree, RelativePath path, MemorySpot spot) {
    this.tree = tree;
    this.path = path;
    this.spot = spot;
    this.fs = spot.fs();
    this.inode = spot.inode();
    this.link = spot.link();
    tree.opened(this);
  }

  <T extends @Nullable Object> T call(String call, MemoryTree.Operation<T> operation)
      throws TreeException {
    checkOpen();
    return tree.call(call, path, operation);
  }

  void run(String call, Runnable operation) throws TreeException {
    this.<@Nullable Void>call(
        call,
        () -> {
          operation.run();
          return null;
        });
  }

  /// A real descriptor would by now stand for something else.
  void checkOpen() {
    tree.checkAlive();
    if (closed) {
      throw new IllegalStateException("used after it was closed: " + path);
    }
  }

  /// Told while it is being closed.
  void onClose() {}

  public void close() {
    synchronized (fs) {
      if (!closed) {
        closed = true;
        onClose();
        tree.closed(this);
      }
    }
  }

  public Stat stat() throws TreeException {
    return call("fstat", () -> inode.stat(spot.mount()));
  }

  public void setOwner(int uid, int gid) throws TreeException {
    run("fchown", () -> fs.changes.setOwner(inode, link, uid, gid));
  }

  public void setMode(int mode) throws TreeException {
    run("fchmod", () -> fs.changes.setMode(inode, link, mode));
  }

  public void setTime(Timestamp mtime) throws TreeException {
    run("futimens", () -> fs.changes.setTime(inode, link, mtime, false));
  }

  public Directory.Attributes attributes() {
    checkOpen();
    return new MemoryXattrs(this, null);
  }
}
