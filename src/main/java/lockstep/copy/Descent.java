package lockstep.copy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// The way down from a directory to the one that is being emptied.
///
/// Only the last levels are held open, however deep it goes. One above them is opened again by the
/// names that led to it, and used only if that leads to the same directory still.
final class Descent implements AutoCloseable {
  /// Deeper than most trees; and with 32 workers at once still a thousand descriptors.
  static final int MOST_OPEN = 32;

  private final Directory top;
  private final List<Level> levels = new ArrayList<>();
  private @Nullable String failure;

  /// @param top holds the first level; stays open
  Descent(Directory top) {
    this.top = top;
  }

  /// Notes why something could not be removed; the first reason is kept.
  void failed(String why) {
    failure = failure == null ? why : failure;
  }

  @Nullable String failure() {
    return failure;
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  Level last() {
    return levels.getLast();
  }

  /// The directory of the last level, open; the top if there is none.
  Directory directory() throws TreeException {
    return open(levels.size() - 1);
  }

  void enter(Level level) {
    levels.add(level);
    closeAt(levels.size() - 1 - MOST_OPEN);
  }

  Level leave() {
    closeAt(levels.size() - 1);
    return levels.removeLast();
  }

  private Directory open(int index) throws TreeException {
    int above = index;
    while (above >= 0 && levels.get(above).self == null) {
      above--;
    }
    Directory directory = above < 0 ? top : selfAt(above);
    for (int i = above + 1; i <= index; i++) {
      directory = reopen(levels.get(i), directory);
      if (i - MOST_OPEN > above) {
        closeAt(i - MOST_OPEN);
      }
    }
    return directory;
  }

  private Directory selfAt(int index) {
    Directory self = levels.get(index).self;
    return self == null ? top : self;
  }

  private static Directory reopen(Level level, Directory above) throws TreeException {
    Directory self = above.open(level.name);
    level.self = self;
    if (!self.stat().isSameInode(level.stat)) {
      throw new TreeException(
          TreeException.Reason.OTHER, level.path + ": another directory has taken its place");
    }
    return self;
  }

  private void closeAt(int index) {
    if (index >= 0) {
      levels.get(index).close();
    }
  }

  @Override
  public void close() {
    levels.forEach(Level::close);
  }

  /// A directory that is being emptied.
  static final class Level {
    final byte[] name;
    final RelativePath path;
    final Stat stat;
    boolean kept;
    private Iterator<Directory.Entry> rest;
    private @Nullable Directory self;

    /// @param self is closed with the level, or before
    Level(
        byte[] name, RelativePath path, Stat stat, Directory self, List<Directory.Entry> entries) {
      this.name = name;
      this.path = path;
      this.stat = stat;
      this.self = self;
      this.rest = entries.iterator();
    }

    /// The next entry that was not looked at yet, or null.
    Directory.@Nullable Entry next() {
      return rest.hasNext() ? rest.next() : null;
    }

    /// Leaves alone what is left of it, and so itself.
    void abandon() {
      rest = Collections.emptyIterator();
      kept = true;
    }

    private void close() {
      if (self != null) {
        self.close();
        self = null;
      }
    }
  }
}
