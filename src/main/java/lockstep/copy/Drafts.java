package lockstep.copy;

import lockstep.tree.Directory;
import lockstep.tree.TreeException;

/// Puts entries that were made under a temporary name in their place, or removes them.
final class Drafts {
  private Drafts() {}

  /// Renames the draft over whatever stands at `name`; it is removed if that fails.
  static void publish(Directory directory, byte[] draft, byte[] name) throws TreeException {
    try {
      directory.rename(draft, directory, name);
    } catch (TreeException | RuntimeException e) {
      discard(directory, draft);
      throw e;
    }
  }

  static void discard(Directory directory, byte[] draft) {
    try {
      directory.unlink(draft);
    } catch (TreeException _) {
      // What cannot be removed now is swept by the next scan of the directory, which knows the
      // name.
    }
  }
}
