package lockstep.tree;

import java.util.List;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// The extended attributes of what a descriptor refers to, or of an entry of that directory, which
/// is looked up at each call.
final class MemoryXattrs implements Directory.Attributes {
  private final MemoryHandle holder;
  private final byte @Nullable [] entry;

  MemoryXattrs(MemoryHandle holder, byte @Nullable [] entry) {
    this.holder = holder;
    this.entry = entry;
  }

  private @Nullable MemoryLink link() {
    return entry == null ? holder.link : holder.fs.names.lookup(holder.inode, entry);
  }

  private MemoryInode inode() {
    return entry == null ? holder.inode : holder.fs.names.lookup(holder.inode, entry).inode;
  }

  @Override
  public List<byte[]> names() throws TreeException {
    return call("listxattr", () -> inode().xattrs.keySet().stream().map(byte[]::clone).toList());
  }

  @Override
  public byte @Nullable [] get(byte[] name) throws TreeException {
    byte[] value = this.<byte @Nullable []>call("getxattr", () -> inode().xattrs.get(name));
    return value == null ? null : value.clone();
  }

  @Override
  public void set(byte[] name, byte[] value) throws TreeException {
    change("setxattr", name, value);
  }

  @Override
  public void remove(byte[] name) throws TreeException {
    change("removexattr", name, null);
  }

  private void change(String call, byte[] name, byte @Nullable [] value) throws TreeException {
    call(
        call,
        () -> {
          holder.fs.changes.setXattr(inode(), link(), name, value);
          return holder;
        });
  }

  private <T extends @Nullable Object> T call(String call, MemoryTree.Operation<T> operation)
      throws TreeException {
    holder.checkOpen();
    RelativePath path = entry == null ? holder.path : holder.path.resolve(entry);
    return holder.tree.call(call, path, operation);
  }

  @Override
  public void close() {}
}
