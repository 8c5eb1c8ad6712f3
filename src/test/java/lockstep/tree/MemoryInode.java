package lockstep.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A file, directory, link or node, whatever it is called.
final class MemoryInode {
  final long number;
  final FileType type;
  final long device;
  final long rdev;
  final MemoryContent content;

  /// What a directory holds, ordered by name so that every run is the same.
  final TreeMap<byte[], MemoryLink> entries = new TreeMap<>(Arrays::compareUnsigned);

  final TreeMap<byte[], byte[]> xattrs = new TreeMap<>(Arrays::compareUnsigned);

  /// The names it has now; at most one for a directory, none for the root.
  final List<MemoryLink> names = new ArrayList<>(1);

  /// The name of a directory, kept when it is removed; null for the root.
  @Nullable MemoryLink above;

  int mode;
  int uid;
  int gid;
  long links;
  Timestamp mtime;
  Timestamp ctime;

  /// Whether somebody has seen the present `ctime`, so that the next change must show.
  boolean seen;

  /// How many descriptors hold it.
  int opens;

  boolean freed;

  /// The tree whose process has taken this directory for itself.
  @Nullable MemoryTree holder;

  /// What is mounted over a directory, and seen instead of it.
  @Nullable MemorySpot covered;

  MemoryInode(
      long number,
      FileType type,
      int mode,
      long device,
      long rdev,
      MemorySpace space,
      Timestamp now) {
    this.number = number;
    this.type = type;
    this.mode = mode;
    this.device = device;
    this.rdev = rdev;
    this.content = new MemoryContent(space);
    this.links = type == FileType.DIRECTORY ? 2 : 1;
    this.mtime = now;
    this.ctime = now;
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  /// @param mount through which it is looked at
  Stat stat(long mount) {
    seen = true;
    return peek(mount);
  }

  /// The same for a spectator outside of the simulated world.
  Stat peek() {
    return peek(0);
  }

  private Stat peek(long mount) {
    long size = isDirectory() ? MemoryContent.PAGE : content.size();
    long blocks = (isDirectory() ? 1 : content.pages()) * (MemoryContent.PAGE / 512);
    return new Stat(
        type, mode, uid, gid, size, blocks, mtime, ctime, device, number, links, rdev, mount);
  }
}
