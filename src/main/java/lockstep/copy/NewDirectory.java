package lockstep.copy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// A directory that was just made in the target, and so is known to be empty.
///
/// If it is filled out of sight, under a temporary name, its files need none: nobody sees them
/// before the directory is put in its place, with all that it holds. That saves a target two of six
/// calls a file. If that does not come about, it is removed.
final class NewDirectory implements AutoCloseable {
  private final RelativePath path;
  private final Directory parent;
  private final byte[] name;
  private final Directory self;
  private final List<Directory.Entry> entries;
  private final @Nullable NewDirectories hidden;
  private final Queue<RelativePath> found = new ConcurrentLinkedQueue<>();
  private volatile boolean outOfSight;
  private volatile @Nullable TreeException spoilt;

  private NewDirectory(
      RelativePath path,
      Directory parent,
      byte[] name,
      Directory self,
      List<Directory.Entry> entries,
      @Nullable NewDirectories hidden) {
    this.path = path;
    this.parent = parent;
    this.name = name;
    this.self = self;
    this.entries = entries;
    this.hidden = hidden;
    this.outOfSight = hidden != null;
  }

  static NewDirectory inSight(
      RelativePath path, Directory parent, Directory self, List<Directory.Entry> entries) {
    return new NewDirectory(path, parent, path.name(), self, entries, null);
  }

  /// @param hidden knows it as long as it is
  static NewDirectory outOfSight(
      RelativePath path,
      Directory parent,
      byte[] name,
      Directory self,
      List<Directory.Entry> entries,
      NewDirectories hidden) {
    return new NewDirectory(path, parent, name, self, entries, hidden);
  }

  Directory self() {
    return self;
  }

  /// What the source had in it when it was made.
  List<Directory.Entry> entries() {
    return entries;
  }

  boolean isOutOfSight() {
    return outOfSight;
  }

  /// Keeps a directory in it, which is to be scanned, until that can be found.
  void found(RelativePath below) {
    found.add(below);
  }

  /// Removes a file in it that is not whole.
  void discard(byte[] file) {
    try {
      self.unlink(file);
    } catch (TreeException e) {
      if (!Missing.is(e)) {
        spoilt = e;
      }
    }
  }

  /// Shows what is out of sight.
  ///
  /// @param scan receives the directories that were found in it
  void publish(Consumer<RelativePath> scan) throws TreeException {
    if (hidden == null || !outOfSight) {
      return;
    }
    TreeException trouble = spoilt;
    if (trouble != null) {
      throw trouble;
    }
    parent.rename(name, parent, path.name());
    outOfSight = false;
    hidden.published(path.parent(), name);
    found.forEach(scan);
  }

  @Override
  public void close() {
    self.close();
    if (hidden != null && outOfSight) {
      hidden.discard(path.parent(), parent, name);
    }
    parent.close();
  }
}
