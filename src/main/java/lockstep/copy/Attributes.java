package lockstep.copy;

import java.util.function.Consumer;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Makes attributes of target inodes equal to their source's, in the one order that works: owner,
/// mode, extended attributes, time.
///
/// Every attribute is tried; a refused one does not keep the others, or a file's content, from the
/// target.
final class Attributes {
  /// With a list, these bits are what it may grant at most; without, what the group has.
  private static final int GROUP = 0070;

  private Attributes() {}

  /// @param refused receives what could not be set
  static void set(
      Inode target,
      Difference difference,
      ExtendedDifference extended,
      CopyOptions options,
      Consumer<TreeException> refused) {
    boolean owned = setOwner(target, difference, options, refused);
    if (!extended.isNone()) {
      change(target, extended::remove, refused);
    }
    int mode = owned ? difference.mode() : difference.modeWithoutOwner();
    boolean listed = difference.mode() != -1 && extended.setsList();
    if (difference.mode() != -1) {
      attempt(() -> target.setMode(listed ? mode & ~GROUP : mode), refused);
    }
    if (!extended.isNone()) {
      change(target, extended::set, refused);
    }
    if (listed) {
      attempt(() -> target.setMode(mode), refused);
    }
    var mtime = difference.mtime();
    if (mtime != null) {
      attempt(() -> target.setTime(mtime), refused);
    }
  }

  private static boolean setOwner(
      Inode target, Difference wanted, CopyOptions options, Consumer<TreeException> refused) {
    if (wanted.uid() == -1 && wanted.gid() == -1) {
      return true;
    }
    TreeException refusal = refusal(() -> target.setOwner(wanted.uid(), wanted.gid()));
    if (refusal == null) {
      return true;
    }
    if (options.superUser() || refusal.reason() != TreeException.Reason.DENIED) {
      refused.accept(refusal);
    }
    return false;
  }

  private static void change(Inode target, Change change, Consumer<TreeException> refused) {
    attempt(
        () -> {
          try (Directory.Attributes attributes = target.attributes()) {
            change.on(attributes);
          }
        },
        refused);
  }

  private static void attempt(Call call, Consumer<TreeException> refused) {
    TreeException refusal = refusal(call);
    if (refusal != null) {
      refused.accept(refusal);
    }
  }

  private static @Nullable TreeException refusal(Call call) {
    try {
      call.run();
      return null;
    } catch (TreeException e) {
      return e;
    }
  }

  private interface Call {
    void run() throws TreeException;
  }

  private interface Change {
    void on(Directory.Attributes attributes) throws TreeException;
  }
}
