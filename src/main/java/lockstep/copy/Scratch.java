package lockstep.copy;

import java.nio.charset.StandardCharsets;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Where files are written before they are put in their place: beside it, or in one directory for
/// all (`temp_dir`), as far as that is on the same file system. From another, a file could not be
/// put in its place at once. Must be closed.
public final class Scratch implements AutoCloseable {
  public static final Scratch BESIDE = new Scratch(null, null, 0);

  private static final int SET_GROUP = 02000;

  private static final byte[] DEFAULT_LIST =
      "system.posix_acl_default".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable Tree tree;
  private final @Nullable Directory directory;
  private final long device;

  /// Whether a file that was written there could not be renamed into the target, as from one mount
  /// to another of the same file system.
  private volatile boolean refused;

  private Scratch(@Nullable Tree tree, @Nullable Directory directory, long device) {
    this.tree = tree;
    this.directory = directory;
    this.device = device;
  }

  /// The root of a tree, which is closed with it.
  public static Scratch in(Tree tree) throws TreeException {
    Directory root = tree.open(RelativePath.ROOT);
    try {
      return new Scratch(tree, root, root.stat().device());
    } catch (TreeException e) {
      root.close();
      throw e;
    }
  }

  /// Whether it is on the file system of this directory.
  public boolean serves(Directory target) throws TreeException {
    return directory != null && target.stat().device() == device;
  }

  /// Where a file for this directory of the target is written.
  Directory of(Directory target, CopyOptions options) throws TreeException {
    Directory elsewhere = directory;
    if (elsewhere == null || refused) {
      return target;
    }
    Stat stat = target.stat();
    return stat.device() == device && !endows(target, stat, options) ? elsewhere : target;
  }

  /// Whether new files have something of the directory that they would not have of another.
  private static boolean endows(Directory target, Stat stat, CopyOptions options)
      throws TreeException {
    if (!options.group() && (stat.mode() & SET_GROUP) != 0) {
      return true;
    }
    if (options.perms()) {
      return false;
    }
    try (Directory.Attributes attributes = target.attributes()) {
      return attributes.get(DEFAULT_LIST) != null;
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  boolean is(Directory other) {
    return other.equals(directory);
  }

  void refuse() {
    refused = true;
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
    if (tree != null) {
      tree.close();
    }
  }
}
