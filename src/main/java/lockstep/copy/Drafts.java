package lockstep.copy;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;

/// Puts entries that were made under a temporary name in their place, or removes them.
///
/// What cannot be removed at once is remembered, and keeps work on its directory from succeeding
/// until it is gone. (What a crash leaves is found by the scan at the next start.)
final class Drafts {
  private final Map<RelativePath, Queue<byte[]>> leftovers = new ConcurrentHashMap<>();
  private final Backups backups;

  /// @param backups what becomes of what drafts replace
  Drafts(Backups backups) {
    this.backups = backups;
  }

  /// Renames the draft over whatever stands at `name`; it is removed if that fails.
  void publish(RelativePath path, Directory directory, byte[] draft, byte[] name)
      throws TreeException {
    try {
      backups.replacing(directory, path.resolve(name), name);
      directory.rename(draft, directory, name);
    } catch (TreeException | RuntimeException e) {
      discard(path, directory, draft);
      throw e;
    }
  }

  /// @param path of the directory
  void discard(RelativePath path, Directory directory, byte[] draft) {
    try {
      directory.unlink(draft);
    } catch (TreeException e) {
      if (!Missing.is(e)) {
        leftovers.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(draft);
      }
    }
  }

  /// Removes what could not be removed before from a directory, on which nobody else works.
  void sweep(RelativePath path, Directory directory) throws TreeException {
    Queue<byte[]> drafts = leftovers.get(path);
    if (drafts == null) {
      return;
    }
    for (byte[] draft = drafts.peek(); draft != null; draft = drafts.peek()) {
      try {
        directory.unlink(draft);
      } catch (TreeException e) {
        if (!Missing.is(e)) {
          throw e;
        }
      }
      drafts.remove();
    }
    leftovers.remove(path);
  }
}
