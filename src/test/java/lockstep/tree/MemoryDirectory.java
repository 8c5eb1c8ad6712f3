package lockstep.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// An open directory of a [MemoryTree].
final class MemoryDirectory extends MemoryHandle implements Directory {
  MemoryDirectory(MemoryTree tree, RelativePath path, MemorySpot spot) {
    super(tree, path, spot.directory(RelativePath.ROOT));
  }

  @Override
  public @Nullable AbsolutePath place() throws TreeException {
    return this.<@Nullable AbsolutePath>call("place", spot::place);
  }

  @Override
  public int descriptor() {
    return Math.toIntExact(inode.number);
  }

  @Override
  public List<Entry> list() throws TreeException {
    return call("getdents64", this::entries);
  }

  /// The entries in an order that means nothing, but is always the same: that of a hash, as on
  /// ext4.
  private List<Entry> entries() {
    if (inode.links == 0) {
      throw MemoryErrno.ENOENT.refusal(); // removed: the kernel does not pretend that it is empty
    }
    var entries = new ArrayList<Entry>(inode.entries.size());
    inode
        .entries
        .values()
        .forEach(entry -> entries.add(new Entry(entry.name.clone(), entry.inode.type)));
    entries.sort(Comparator.comparingInt(entry -> Arrays.hashCode(entry.name()) * 0x9e3779b9));
    return entries;
  }

  @Override
  public @Nullable Stat stat(byte[] name) throws TreeException {
    return at("statx", name, () -> statOf(fs.names.find(inode, name)));
  }

  private @Nullable Stat statOf(@Nullable MemoryLink entry) {
    if (entry == null) {
      return null;
    }
    MemorySpot seen = spot.at(entry);
    return seen.inode().stat(seen.mount());
  }

  @Override
  public Directory open(byte[] name) throws TreeException {
    return at(
        "opendir", name, () -> new MemoryDirectory(tree, path.resolve(name), spot.enter(name)));
  }

  @Override
  public OpenFile openFile(byte[] name) throws TreeException {
    return at("open", name, () -> openRegular(name, false));
  }

  @Override
  public OpenFile openForUpdate(byte[] name) throws TreeException {
    return at("open", name, () -> openRegular(name, true));
  }

  private OpenFile openRegular(byte[] name, boolean writable) {
    MemoryLink entry = fs.names.lookup(inode, name);
    switch (entry.inode.type) {
      case REGULAR -> {}
      case DIRECTORY -> throw MemoryErrno.EISDIR.refusal();
      case SYMLINK -> throw MemoryErrno.ELOOP.refusal();
      case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> throw MemoryErrno.ENXIO.refusal();
    }
    if (writable) {
      fs.checkWritable();
    }
    return new MemoryOpenFile(tree, path.resolve(name), spot.at(entry), writable);
  }

  @Override
  public OpenFile create(byte[] name, int mode) throws TreeException {
    return at(
        "creat",
        name,
        () ->
            new MemoryOpenFile(
                tree, path.resolve(name), spot.at(add(name, FileType.REGULAR, mode, 0)), true));
  }

  @Override
  public void makeDirectory(byte[] name, int mode) throws TreeException {
    at("mkdirat", name, () -> add(name, FileType.DIRECTORY, mode, 0));
  }

  @Override
  public void makeSymlink(byte[] name, byte[] target) throws TreeException {
    at("symlinkat", name, () -> fs.names.symlink(inode, name, target));
  }

  @Override
  public void makeNode(byte[] name, FileType type, int mode, long rdev) throws TreeException {
    at("mknodat", name, () -> add(name, type, mode, rdev));
  }

  private MemoryLink add(byte[] name, FileType type, int mode, long rdev) {
    return fs.names.create(inode, name, type, mode, rdev);
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws TreeException {
    MemoryDirectory target = checkTarget(to, newName);
    at("linkat", name, () -> linked(fs.names.lookup(inode, name), target, newName));
  }

  private MemoryLink linked(MemoryLink old, MemoryDirectory target, byte[] newName) {
    checkMount(target);
    return fs.names.link(old, target.inode, newName);
  }

  private void checkMount(MemoryDirectory other) {
    if (other.spot.mount() != spot.mount()) {
      throw MemoryErrno.EXDEV.refusal();
    }
  }

  @Override
  public byte[] readLink(byte[] name) throws TreeException {
    return at("readlinkat", name, () -> targetOf(fs.names.lookup(inode, name).inode));
  }

  private static byte[] targetOf(MemoryInode entry) {
    if (entry.type != FileType.SYMLINK) {
      throw MemoryErrno.EINVAL.refusal();
    }
    return entry.content.bytes();
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws TreeException {
    MemoryDirectory target = checkTarget(to, newName);
    run(
        "renameat",
        name,
        () -> {
          checkMount(target);
          fs.names.rename(inode, name, target.inode, newName);
        });
  }

  private static MemoryDirectory checkTarget(Directory to, byte[] newName) {
    var target = (MemoryDirectory) to;
    target.checkOpen();
    target.path.resolve(newName); // checks the name
    return target;
  }

  @Override
  public void unlink(byte[] name) throws TreeException {
    run("unlinkat", name, () -> fs.names.unlink(inode, name));
  }

  @Override
  public void removeDirectory(byte[] name) throws TreeException {
    run("rmdir", name, () -> fs.names.removeDirectory(inode, name));
  }

  @Override
  public void setOwner(byte[] name, int uid, int gid) throws TreeException {
    change("fchownat", name, entry -> fs.changes.setOwner(entry.inode, entry, uid, gid));
  }

  @Override
  public void setMode(byte[] name, int mode) throws TreeException {
    change("fchmodat", name, entry -> fs.changes.setMode(entry.inode, entry, mode));
  }

  @Override
  public void setTime(byte[] name, Timestamp mtime) throws TreeException {
    change("utimensat", name, entry -> fs.changes.setTime(entry.inode, entry, mtime, false));
  }

  @Override
  public Attributes attributes(byte[] name) {
    checkOpen();
    path.resolve(name); // checks the name
    return new MemoryXattrs(this, name.clone());
  }

  private void change(String call, byte[] name, Consumer<MemoryLink> change) throws TreeException {
    run(call, name, () -> change.accept(fs.names.lookup(inode, name)));
  }

  private void run(String call, byte[] name, Runnable operation) throws TreeException {
    this.<@Nullable Void>at(
        call,
        name,
        () -> {
          operation.run();
          return null;
        });
  }

  private <T extends @Nullable Object> T at(
      String call, byte[] name, MemoryTree.Operation<T> operation) throws TreeException {
    checkOpen();
    return tree.call(call, path.resolve(name), operation);
  }
}
