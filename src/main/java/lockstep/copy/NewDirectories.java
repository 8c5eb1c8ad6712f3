package lockstep.copy;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.TreeException;

/// Makes the directories that a comparison finds to be missing, and knows which of them are being
/// filled out of sight.
final class NewDirectories {
  /// Each file saves the two calls that it takes to put a directory in its place.
  private static final int FEWEST = 2;

  /// Of more than this somebody wants to see some before all are there, and a crash should not have
  /// been for nothing.
  private static final int MOST = 1000;

  /// For nobody else until the work on it ends.
  private static final int PRIVATE = 0700;

  private final TemporaryNames names;
  private final Set<RelativePath> expected = ConcurrentHashMap.newKeySet();
  private final Set<RelativePath> filling = ConcurrentHashMap.newKeySet();
  private final Map<RelativePath, Queue<byte[]>> leftovers = new ConcurrentHashMap<>();

  NewDirectories(TemporaryNames names) {
    this.names = names;
  }

  /// The work on this directory is to make it: it is known to be missing.
  void expect(RelativePath path) {
    expected.add(path);
  }

  /// Whether it was; asked once.
  boolean isExpected(RelativePath path) {
    return expected.remove(path);
  }

  /// Makes the directory `path`, which `parent` does not have; out of sight where that pays. It is
  /// an entry of a directory on which others may be at work.
  ///
  /// @param parent is closed with it
  /// @param entries what the source has in it
  NewDirectory make(RelativePath path, Directory parent, List<Directory.Entry> entries)
      throws TreeException {
    if (!pays(entries)) {
      parent.makeDirectory(path.name(), PRIVATE);
      return NewDirectory.inSight(path, parent, parent.open(path.name()), entries);
    }
    RelativePath above = path.parent();
    sweep(above, parent);
    byte[] name =
        names
            .open(
                TemporaryNames.ofDirectory(path.name()),
                temporary -> begin(above, parent, temporary))
            .name();
    try {
      return NewDirectory.outOfSight(path, parent, name, parent.open(name), entries, this);
    } catch (TreeException e) {
      discard(above, parent, name);
      throw e;
    }
  }

  private byte[] begin(RelativePath above, Directory parent, byte[] name) throws TreeException {
    filling.add(above.resolve(name));
    try {
      parent.makeDirectory(name, PRIVATE);
      return name;
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.OTHER) {
        discard(above, parent, name); // its making may have been heard, and the answer lost
      } else {
        filling.remove(above.resolve(name));
      }
      throw e;
    }
  }

  private static boolean pays(List<Directory.Entry> entries) {
    long files = entries.stream().filter(entry -> entry.type() == FileType.REGULAR).count();
    return files >= FEWEST && entries.size() <= MOST;
  }

  /// Whether an entry of the target is one that is being filled.
  boolean isFilling(RelativePath path) {
    return filling.contains(path);
  }

  /// It has been put in its place.
  void published(RelativePath above, byte[] name) {
    filling.remove(above.resolve(name));
  }

  /// Removes one that will not be put in its place, or does so before the next is made beside it;
  /// at the latest the comparison at the next start.
  void discard(RelativePath above, Directory parent, byte[] name) {
    try {
      remove(parent, name);
    } catch (TreeException e) {
      if (!Missing.is(e)) {
        leftovers.computeIfAbsent(above, _ -> new ConcurrentLinkedQueue<>()).add(name);
      }
    }
    filling.remove(above.resolve(name));
  }

  private static void remove(Directory parent, byte[] name) throws TreeException {
    try (Directory directory = parent.open(name)) {
      for (Directory.Entry entry : directory.list()) {
        directory.unlink(entry.name());
      }
    }
    parent.removeDirectory(name);
  }

  private void sweep(RelativePath above, Directory parent) {
    Queue<byte[]> left = leftovers.remove(above);
    if (left != null) {
      left.forEach(name -> discard(above, parent, name));
    }
  }
}
