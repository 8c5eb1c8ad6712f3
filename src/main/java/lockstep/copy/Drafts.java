package lockstep.copy;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Makes entries under a temporary name, and puts them in their place or removes them.
///
/// What cannot be removed at once is remembered, and keeps work on its directory from succeeding
/// until it is gone. (What a crash leaves is found by the scan at the next start.)
final class Drafts {
  /// @param elsewhere the directory that it is in, where that is not the one worked on; it stays
  ///   open
  private record Leftover(byte[] draft, @Nullable Directory elsewhere) {}

  private final Map<RelativePath, Queue<Leftover>> leftovers = new ConcurrentHashMap<>();
  private final TemporaryNames names;
  private final Backups backups;
  private final Scratch scratch;

  /// @param places what becomes of what drafts replace, and where files are made
  Drafts(TemporaryNames names, Places places) {
    this.names = names;
    this.backups = places.backups();
    this.scratch = places.scratch();
  }

  /// Where a file for `directory` is made.
  Directory place(Directory directory, CopyOptions options) throws TreeException {
    return scratch.of(directory, options);
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
    publish(subject, subject.pair().target(), draft);
  }

  /// The same where the draft is in another directory.
  void publish(Subject subject, Directory place, byte[] draft) throws TreeException {
    Stat replaced = subject.target();
    boolean clears = replaced != null && subject.source().isRegular() && !replaced.isRegular();
    DirectoryPair pair = subject.pair();
    try {
      publish(pair.path(), pair.target(), place, draft, subject.name(), clears);
    } catch (TreeException e) {
      if (scratch.is(place) && e.reason() == TreeException.Reason.CROSS_DEVICE) {
        scratch.refuse(); // the next try does without
      }
      throw e;
    }
  }

  /// The same, and no backup of that is kept.
  void publishForGood(Subject subject, byte[] draft) throws TreeException {
    DirectoryPair pair = subject.pair();
    try {
      pair.target().rename(draft, pair.target(), subject.name());
    } catch (TreeException | RuntimeException e) {
      discard(pair.path(), pair.target(), draft);
      throw e;
    }
  }

  /// The same for an entry of whatever type at `name`, of which a backup is kept.
  void publish(RelativePath path, Directory directory, byte[] draft, byte[] name)
      throws TreeException {
    publish(path, directory, directory, draft, name, false);
  }

  private void publish(
      RelativePath path,
      Directory directory,
      Directory place,
      byte[] draft,
      byte[] name,
      boolean clears)
      throws TreeException {
    try {
      backups.replacing(directory, path.resolve(name), name, clears);
      place.rename(draft, directory, name);
    } catch (TreeException | RuntimeException e) {
      discard(path, place, draft);
      throw e;
    }
  }

  /// @param path of the directory that is worked on
  /// @param place that the draft is in
  void discard(RelativePath path, Directory place, byte[] draft) {
    try {
      place.unlink(draft);
    } catch (TreeException e) {
      if (!Missing.is(e)) {
        var leftover = new Leftover(draft, scratch.is(place) ? place : null);
        leftovers.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(leftover);
      }
    }
  }

  /// Removes what could not be removed before of the work on a directory, on which nobody else
  /// works.
  void sweep(RelativePath path, Directory directory) throws TreeException {
    Queue<Leftover> drafts = leftovers.get(path);
    if (drafts == null) {
      return;
    }
    for (Leftover left = drafts.peek(); left != null; left = drafts.peek()) {
      Directory place = left.elsewhere() == null ? directory : left.elsewhere();
      try {
        place.unlink(left.draft());
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
