package lockstep.tree;

import java.util.Set;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Entries;
import lockstep.linux.Errno;
import lockstep.linux.Open;
import lockstep.linux.Statx;

/// A tree on disk, held by the descriptor of its root.
public final class LinuxTree implements Tree {
  private final AbsolutePath path;
  private final LinuxDescriptor root;
  private final LinuxOpener opener;
  private final boolean follows;
  private final LinuxLinks links;
  private final boolean reading;

  private LinuxTree(
      AbsolutePath path, int root, LinuxOpener opener, Set<Following> following, boolean reading) {
    this.path = path;
    this.root = new LinuxDescriptor(root);
    this.opener = opener;
    this.follows = !following.isEmpty();
    this.links = new LinuxLinks(following);
    this.reading = reading;
  }

  /// Holds the directory that `root` leads to; links on the way are followed.
  public static LinuxTree open(AbsolutePath root) throws TreeException {
    return open(root, new LinuxOpener(false));
  }

  /// The same to read from, where some links below count as what they lead to.
  public static LinuxTree openToRead(AbsolutePath root, Set<Following> following)
      throws TreeException {
    return open(root, new LinuxOpener(false), following, !following.isEmpty());
  }

  /// The same, but makes the directory where it is missing; not what is above it.
  public static LinuxTree openOrCreate(AbsolutePath root) throws TreeException {
    return openOrCreate(root, Set.of());
  }

  /// The same, where paths may lead through links of some kind.
  public static LinuxTree openOrCreate(AbsolutePath root, Set<Following> following)
      throws TreeException {
    int result = Entries.mkdirat(Open.AT_FDCWD, root.bytes(), 0777);
    // Whatever else kept it from being made (EROFS, EACCES), it may be there.
    try {
      return open(root, new LinuxOpener(false), following, false);
    } catch (TreeException e) {
      boolean missing = e.reason() == TreeException.Reason.ABSENT && result < 0;
      throw missing ? LinuxFailure.of("mkdir", root.toString(), result) : e;
    }
  }

  static LinuxTree open(AbsolutePath root, LinuxOpener opener) throws TreeException {
    return open(root, opener, Set.of(), false);
  }

  private static LinuxTree open(
      AbsolutePath root, LinuxOpener opener, Set<Following> following, boolean reading)
      throws TreeException {
    int flags = Open.O_PATH | Open.O_DIRECTORY | Open.O_CLOEXEC;
    int fd = Open.openat(Open.AT_FDCWD, root.bytes(), flags, 0);
    if (fd < 0) {
      throw LinuxFailure.of("open", root.toString(), fd);
    }
    return new LinuxTree(root, fd, opener, following, reading);
  }

  @Override
  public Directory open(RelativePath below) throws TreeException {
    int fd = opener.open(root.number(), below);
    boolean byLink = follows && (fd == -Errno.ELOOP || fd == -Errno.ENOTDIR);
    if (byLink) {
      fd = links.open(root.number(), below, Open.O_RDONLY);
    }
    if (fd < 0) {
      throw LinuxFailure.of("openat2", below, fd);
    }
    var directory = new LinuxDirectory(fd, below);
    return reading ? new FollowingDirectory(this, directory, links, byLink) : directory;
  }

  @Override
  public void checkRoot() throws TreeException {
    Statx held = Statx.current();
    int result = LinuxStat.ask(root.number());
    refuseFailure(result);
    if (held.links() == 0) {
      throw changed("was removed");
    }
    long device = held.device();
    long inode = held.inode();
    Statx found = Statx.current();
    refuseFailure(found.statx(Open.AT_FDCWD, path.bytes(), 0));
    if (found.device() != device || found.inode() != inode) {
      throw changed("is another directory now");
    }
  }

  private void refuseFailure(int result) throws TreeException {
    switch (result) {
      case 0 -> {}
      case -Errno.ENOENT, -Errno.ENOTDIR, -Errno.ELOOP, -Errno.ESTALE ->
          throw changed("is not there any more: " + Errno.text(result));
      default -> throw LinuxFailure.of("statx", path.toString(), result);
    }
  }

  private TreeException changed(String what) {
    return new TreeException(TreeException.Reason.ROOT_CHANGED, "root " + path + " " + what);
  }

  @Override
  public Hold hold() throws TreeException {
    return LinuxHold.of(root.number(), path);
  }

  @Override
  public void close() {
    root.close();
  }
}
