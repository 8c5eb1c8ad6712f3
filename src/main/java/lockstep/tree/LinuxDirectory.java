package lockstep.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import lockstep.linux.Dirents;
import lockstep.linux.Entries;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Inodes;
import lockstep.linux.Open;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// An open directory on disk: a descriptor, and the path by which messages name it.
final class LinuxDirectory implements Directory {
  private static final int DIRECTORY =
      Open.O_RDONLY | Open.O_DIRECTORY | Open.O_NOFOLLOW | Open.O_CLOEXEC;
  private static final int ITSELF = Statx.AT_SYMLINK_NOFOLLOW;

  private final LinuxDescriptor descriptor;
  private final RelativePath path;
  private boolean listed;

  LinuxDirectory(int descriptor, RelativePath path) {
    this.descriptor = new LinuxDescriptor(descriptor);
    this.path = path;
  }

  @Override
  public int descriptor() {
    return descriptor.number();
  }

  @Override
  public Stat stat() throws TreeException {
    check("statx", LinuxStat.ask(descriptor()));
    return LinuxStat.of(Statx.current());
  }

  @Override
  public @Nullable AbsolutePath place() {
    return LinuxMounts.place(descriptor());
  }

  /// One at a time: two that read one descriptor would miss what the other got.
  @Override
  public synchronized List<Entry> list() throws TreeException {
    if (listed) {
      check("lseek", (int) Files.lseek(descriptor(), 0, Files.SEEK_SET));
    }
    listed = true;
    var entries = new ArrayList<Entry>();
    Dirents read = Dirents.current();
    int result;
    do {
      result = read.getdents64(descriptor());
      for (byte[] name = read.next(); name != null; name = read.next()) {
        entries.add(new Entry(name, LinuxStat.entryType(read.type())));
      }
    } while (result > 0 || result == -Errno.EINTR);
    check("getdents64", result);
    return entries;
  }

  @Override
  public @Nullable Stat stat(byte[] name) throws TreeException {
    Statx answer = Statx.current();
    int flags = Statx.AT_SYMLINK_NOFOLLOW | Statx.AT_NO_AUTOMOUNT;
    int result = answer.statx(descriptor(), single(name), flags);
    if (result == -Errno.ENOENT) {
      return null;
    }
    check("statx", name, result);
    return LinuxStat.of(answer);
  }

  @Override
  public Directory open(byte[] name) throws TreeException {
    int fd = check("openat", name, Open.openat(descriptor(), single(name), DIRECTORY, 0));
    return new LinuxDirectory(fd, path.resolve(name));
  }

  @Override
  public OpenFile openFile(byte[] name) throws TreeException {
    return LinuxFile.open(this, single(name), false);
  }

  @Override
  public OpenFile openForUpdate(byte[] name) throws TreeException {
    return LinuxFile.openAs(this, single(name), Open.O_RDWR);
  }

  @Override
  public OpenFile create(byte[] name, int mode) throws TreeException {
    return LinuxFile.create(this, single(name), mode);
  }

  @Override
  public void makeDirectory(byte[] name, int mode) throws TreeException {
    check("mkdirat", name, Entries.mkdirat(descriptor(), single(name), mode));
  }

  @Override
  public void makeSymlink(byte[] name, byte[] target) throws TreeException {
    check("symlinkat", name, Entries.symlinkat(target, descriptor(), single(name)));
  }

  @Override
  public void makeNode(byte[] name, FileType type, int mode, long rdev) throws TreeException {
    int whole = LinuxStat.mode(type) | mode;
    check("mknodat", name, Entries.mknodat(descriptor(), single(name), whole, rdev));
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws TreeException {
    int other = descriptorOf(to);
    int result = Entries.linkat(descriptor(), single(name), other, single(newName), 0);
    check("linkat", name, result);
  }

  @Override
  public byte[] readLink(byte[] name) throws TreeException {
    var target = new byte[4096]; // no link is longer
    int length = Entries.readlinkat(descriptor(), single(name), target);
    return Arrays.copyOf(target, check("readlinkat", name, length));
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws TreeException {
    int other = descriptorOf(to);
    int result = Entries.renameat(descriptor(), single(name), other, single(newName));
    check("renameat", name, result);
  }

  @Override
  public void unlink(byte[] name) throws TreeException {
    check("unlinkat", name, Entries.unlinkat(descriptor(), single(name), 0));
  }

  @Override
  public void removeDirectory(byte[] name) throws TreeException {
    int result = Entries.unlinkat(descriptor(), single(name), Entries.AT_REMOVEDIR);
    check("rmdir", name, result);
  }

  @Override
  public void setOwner(byte[] name, int uid, int gid) throws TreeException {
    int result = Inodes.fchownat(descriptor(), single(name), uid, gid, ITSELF);
    check("fchownat", name, result);
  }

  @Override
  public void setMode(byte[] name, int mode) throws TreeException {
    check("fchmodat", name, LinuxMode.set(descriptor(), single(name), mode));
  }

  @Override
  public void setTime(byte[] name, Timestamp mtime) throws TreeException {
    byte[] entry = single(name);
    int result = Inodes.utimensat(descriptor(), entry, mtime.seconds(), mtime.nanos(), ITSELF);
    check("utimensat", name, result);
  }

  @Override
  public Attributes attributes(byte[] name) throws TreeException {
    return new LinuxEntryAttributes(descriptor, path, single(name));
  }

  @Override
  public void setOwner(int uid, int gid) throws TreeException {
    check("fchown", Inodes.fchown(descriptor(), uid, gid));
  }

  @Override
  public void setMode(int mode) throws TreeException {
    check("fchmod", Inodes.fchmod(descriptor(), mode));
  }

  @Override
  public void setTime(Timestamp mtime) throws TreeException {
    check("futimens", Inodes.futimens(descriptor(), mtime.seconds(), mtime.nanos()));
  }

  @Override
  public Attributes attributes() {
    return new LinuxFileAttributes(descriptor, path);
  }

  @Override
  public void close() {
    descriptor.close();
  }

  RelativePath path() {
    return path;
  }

  RelativePath pathOf(byte[] name) {
    return path.resolve(name);
  }

  private static int descriptorOf(Directory to) {
    if (to instanceof LinuxDirectory directory) {
      return directory.descriptor();
    }
    throw new IllegalArgumentException("a directory of another kind of tree");
  }

  private void check(String call, int result) throws TreeException {
    if (result < 0) {
      throw LinuxFailure.of(call, path, result);
    }
  }

  /// Lets a result pass unless it is a negative errno.
  int check(String call, byte[] name, int result) throws TreeException {
    if (result < 0) {
      throw LinuxFailure.of(call, pathOf(name), result);
    }
    return result;
  }

  /// Refuses what would lead elsewhere: whatever a caller got wrong, nothing leaves the directory.
  private static byte[] single(byte[] name) {
    int length = name.length;
    boolean wrong = length == 0 || name[0] == '.' && (length == 1 || length == 2 && name[1] == '.');
    for (int i = 0; i < length && !wrong; i++) {
      wrong = name[i] == '/' || name[i] == 0;
    }
    if (wrong) {
      throw new IllegalArgumentException("not a single name: '" + Printable.of(name) + "'");
    }
    return name;
  }
}
