package lockstep.tree;

import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Open;
import lockstep.linux.Processes;
import lockstep.linux.Statx;

/// An advisory lock on a directory, `flock(2)`, which a read-only file system has too.
///
/// On network file systems it is known on this machine only.
final class LinuxHold implements Tree.Hold {
  private static final byte[] ITSELF = {'.'};

  private final LinuxDescriptor descriptor;

  private LinuxHold(int fd) {
    this.descriptor = new LinuxDescriptor(fd);
  }

  /// @param root a descriptor that need not be good for more than looking at it
  static Tree.Hold of(int root, AbsolutePath path) throws TreeException {
    int flags = Open.O_RDONLY | Open.O_DIRECTORY | Open.O_CLOEXEC;
    int fd = Open.openat(root, ITSELF, flags, 0);
    if (fd < 0) {
      return () -> {}; // what keeps it from being read will be told by whoever reads it
    }
    int result = Processes.flock(fd, Processes.LOCK_EX | Processes.LOCK_NB);
    var hold = new LinuxHold(fd);
    if (result == -Errno.EAGAIN) {
      String holder = holder(fd);
      hold.close();
      throw new TreeException(
          TreeException.Reason.IN_USE, path + " is another process's target already" + holder);
    }
    return hold;
  }

  /// Who has the lock, from lines such as `5: FLOCK ADVISORY WRITE 1234 08:01:131074 0 EOF`.
  ///
  /// The device is left out of the comparison: some file systems give another one to `statx`.
  private static String holder(int fd) {
    if (LinuxStat.ask(fd) < 0) {
      return "";
    }
    String inode = ":" + Statx.current().inode();
    int locks = LinuxProc.open("/proc/locks");
    List<String> lines = locks < 0 ? List.of() : LinuxProc.lines(locks);
    Files.close(locks);
    return lines.stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length > 5 && words[1].equals("FLOCK") && words[5].endsWith(inode))
        .map(words -> ": process " + words[4])
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
