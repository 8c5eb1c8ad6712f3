package lockstep.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryNotices.Kind;
import org.jspecify.annotations.Nullable;

/// Those who are told what happens in a [MemoryFileSystem], in the order in which they came.
final class MemoryAudience {
  final List<MemoryNotices> notices = new ArrayList<>();
  final List<MemoryObserver> observers = new ArrayList<>();
  private final Supplier<MemoryInode> root;
  private final Supplier<MemoryInode> mounted;

  /// @param root what the root's path shows
  /// @param mounted the root of what may be unmounted, and is held by somebody
  MemoryAudience(Supplier<MemoryInode> root, Supplier<MemoryInode> mounted) {
    this.root = root;
    this.mounted = mounted;
  }

  void entry(Kind kind, MemoryLink link, int cookie) {
    entry(kind, link, cookie, false);
  }

  private void entry(Kind kind, MemoryLink link, int cookie, boolean unlinked) {
    for (MemoryNotices listener : notices) {
      listener.entry(
          kind, link.directory.number, link.name, link.inode.isDirectory(), cookie, unlinked);
    }
  }

  void self(Kind kind, MemoryInode inode) {
    for (MemoryNotices listener : notices) {
      listener.self(kind, inode.number, inode.isDirectory());
    }
  }

  /// Tells the directory that holds the name, then the inode's own watch.
  void both(Kind kind, MemoryInode inode, @Nullable MemoryLink link) {
    if (link != null) {
      entry(kind, link, 0);
    }
    self(kind, inode);
  }

  /// The same for what is done to an open file.
  void byFile(Kind kind, MemoryInode inode, @Nullable MemoryLink link) {
    if (link != null) {
      entry(kind, link, 0, link.unlinked);
    }
    self(kind, inode);
  }

  void unmounted(MemoryInode directory) {
    self(Kind.UNMOUNT, directory);
    for (MemoryLink link : directory.entries.values()) {
      if (link.inode.isDirectory()) {
        unmounted(link.inode);
      }
    }
  }

  /// Tells that the content of a file can be seen under all its names.
  void published(MemoryInode inode) {
    if (!observers.isEmpty()) {
      inode.names.forEach(this::published);
    }
  }

  /// Tells that a name, and all below it, can be seen.
  void published(MemoryLink link) {
    RelativePath path = path(link);
    if (path != null) {
      for (MemoryObserver observer : observers) {
        observer.published(path, link.inode.type, link.inode.content.digest());
      }
      link.inode.entries.values().forEach(this::published);
    }
  }

  void removed(MemoryLink link) {
    RelativePath path = path(link);
    if (path != null) {
      observers.forEach(observer -> observer.removed(path, link.inode.type));
    }
  }

  void renamed(@Nullable RelativePath from, MemoryLink link) {
    RelativePath to = path(link);
    if (from != null && to != null) {
      observers.forEach(observer -> observer.renamed(from, to));
      published(link);
    }
  }

  /// Where a name is; null if it cannot be reached, or nobody wants to know.
  @Nullable RelativePath path(MemoryLink link) {
    if (observers.isEmpty()) {
      return null;
    }
    RelativePath path = link.path(root.get());
    return path == null ? link.path(mounted.get()) : path;
  }
}
