package lockstep.copy;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Makes entries under a temporary name, and puts them in their place or removes them.
///
/// What cannot be removed at once is remembered, and keeps work on its directory from succeeding
/// until it is gone. (What a crash leaves is found by the scan at the next start.)
final class Drafts {
  private final Map<RelativePath, Queue<byte[]>> leftovers = new ConcurrentHashMap<>();
  private final TemporaryNames names;
  private final Backups backups;

  /// @param backups what becomes of what drafts replace
  Drafts(TemporaryNames names, Backups backups) {
    this.names = names;
    this.backups = backups;
  }

  /// Makes an entry under a temporary name for `name`. Where it is not certain that it was not
  /// made, as when a network file system's answer is lost, it is removed.
  ///
  /// @param path of the directory
  <T> TemporaryNames.Draft<T> open(
      RelativePath path, Directory directory, byte[] name, TemporaryNames.Maker<T> maker)
      throws TreeException {
    return names.open(
        name,
        draft -> {
          try {
            return maker.make(draft);
          } catch (TreeException e) {
            if (e.reason() == TreeException.Reason.OTHER) {
              discard(path, directory, draft);
            }
            throw e;
          }
        });
  }

  /// The same for an entry that is no open file.
  ///
  /// @return its temporary name
  byte[] make(RelativePath path, Directory directory, byte[] name, TemporaryNames.Action action)
      throws TreeException {
    return open(
            path,
            directory,
            name,
            draft -> {
              action.on(draft);
              return draft;
            })
        .name();
  }

  /// Renames the draft over whatever the target has there; it is removed if that fails.
  void publish(Subject subject, byte[] draft) throws TreeException {
    Stat replaced = subject.target();
    boolean clears = replaced != null && subject.source().isRegular() && !replaced.isRegular();
    DirectoryPair pair = subject.pair();
    publish(pair.path(), pair.target(), draft, subject.name(), clears);
  }

  /// The same for an entry of whatever type at `name`.
  void publish(RelativePath path, Directory directory, byte[] draft, byte[] name)
      throws TreeException {
    publish(path, directory, draft, name, false);
  }

  private void publish(
      RelativePath path, Directory directory, byte[] draft, byte[] name, boolean clears)
      throws TreeException {
    try {
      backups.replacing(directory, path.resolve(name), name, clears);
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
