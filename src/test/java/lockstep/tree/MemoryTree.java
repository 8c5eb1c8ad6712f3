package lockstep.tree;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// A [Tree] on a [MemoryFileSystem], as one process sees it: with faults, and with descriptors that
/// end when the process does.
///
/// Reads and writes are done in small pieces, so that something can happen between two of them.
public final class MemoryTree implements Tree {
  final MemoryFileSystem fs;
  private final RelativePath top;
  private final MemoryFaults faults;
  private final MemorySpot root;
  private final Set<MemoryHandle> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int piece = MemoryContent.PAGE;
  private boolean crashed;
  private boolean closed;

  MemoryTree(MemoryFileSystem fs, RelativePath top, MemoryFaults faults) {
    this.fs = fs;
    this.top = top;
    this.faults = faults;
    this.root = fs.spot().directory(top);
    root.hold();
  }

  /// Sets how many bytes at most one read or write handles.
  public MemoryTree pieces(int bytes) {
    piece = bytes;
    return this;
  }

  int piece() {
    return piece;
  }

  @Override
  public Directory open(RelativePath path) throws TreeException {
    return call("opendir", path, () -> opened(path));
  }

  private Directory opened(RelativePath path) {
    return new MemoryDirectory(this, path, root.walk(path));
  }

  @Override
  public void checkRoot() throws TreeException {
    boolean same = call("checkRoot", RelativePath.ROOT, this::isRootInPlace);
    if (!same) {
      throw new TreeException(
          TreeException.Reason.ROOT_CHANGED,
          "the root /" + top + " is no longer the directory that was opened");
    }
  }

  private boolean isRootInPlace() {
    try {
      return fs.spot().directory(top).inode() == root.inode();
    } catch (MemoryErrno.Refusal _) {
      return false; // the path leads nowhere, or to something else
    }
  }

  @Override
  public Hold hold() throws TreeException {
    return call("flock", RelativePath.ROOT, this::held);
  }

  private Hold held() {
    MemoryInode inode = root.inode();
    if (inode.holder != null && !inode.holder.crashed) {
      throw MemoryErrno.EAGAIN.refusal();
    }
    inode.holder = this;
    return () -> {
      synchronized (fs) {
        letGo();
      }
    };
  }

  private void letGo() {
    MemoryInode inode = root.inode();
    inode.holder = inode.holder == this ? null : inode.holder;
  }

  /// How many directories and files are open: none, when everything has been done properly.
  public int openCount() {
    return open.size();
  }

  /// Ends the process that uses this tree, if a fault has not done so: its descriptors are closed
  /// by the kernel.
  public void crash() {
    synchronized (fs) {
      crashed = true;
      for (MemoryHandle handle : open.toArray(MemoryHandle[]::new)) {
        handle.close();
      }
      close();
    }
  }

  @Override
  public void close() {
    synchronized (fs) {
      if (!closed) {
        closed = true;
        letGo();
        root.release();
      }
    }
  }

  void opened(MemoryHandle handle) {
    handle.spot.hold();
    open.add(handle);
  }

  void closed(MemoryHandle handle) {
    open.remove(handle);
    handle.spot.release();
  }

  /// What is done between the two moments at which a fault can strike.
  interface Operation<T extends @Nullable Object> {
    T run();
  }

  <T extends @Nullable Object> T call(String call, RelativePath path, Operation<T> operation)
      throws TreeException {
    before(call, path);
    T result;
    synchronized (fs) {
      if (closed) {
        throw new IllegalStateException(call + " " + path + ": the tree has been closed");
      }
      try {
        result = operation.run();
      } catch (MemoryErrno.Refusal refusal) {
        throw refusal.errno.at(call, path);
      }
    }
    faults.after(call, path);
    return result;
  }

  void checkAlive() {
    if (crashed) {
      throw new MemoryCrash();
    }
  }

  private void before(String call, RelativePath path) throws TreeException {
    checkAlive();
    try {
      faults.before(call, path);
    } catch (MemoryCrash crash) {
      crash();
      throw crash;
    }
  }
}
