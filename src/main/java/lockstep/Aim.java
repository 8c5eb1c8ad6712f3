package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.config.ConfigurationException;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Errno;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// A sync that a survey looks at, and where in its trees.
///
/// @param from below both roots
record Aim(SyncDefinition sync, RelativePath from) {
  /// All syncs, or those that have a path in their source or target.
  ///
  /// @throws ConfigurationException if none has, or if nothing is there on either side
  static List<Aim> of(List<SyncDefinition> syncs, @Nullable AbsolutePath path)
      throws ConfigurationException {
    if (path == null) {
      return syncs.stream().map(sync -> new Aim(sync, RelativePath.ROOT)).toList();
    }
    AbsolutePath real = real(path);
    var aims = new ArrayList<Aim>();
    for (SyncDefinition sync : syncs) {
      for (AbsolutePath root : roots(sync)) {
        if (real.isAtOrBelow(root)) {
          aims.add(new Aim(sync, below(root, real)));
          break;
        }
      }
    }
    if (aims.isEmpty()) {
      throw new ConfigurationException(path + " is in no source or target of the configuration");
    }
    if (aims.stream().noneMatch(Aim::isThere)) {
      throw new ConfigurationException(path + " is there neither in the source nor in the target");
    }
    return aims;
  }

  /// What cannot be looked at counts: the survey tells why.
  private boolean isThere() {
    Statx stat = Statx.current();
    return roots(sync).stream()
        .map(root -> stat.statx(AT_FDCWD, root.resolve(from).bytes(), Statx.AT_SYMLINK_NOFOLLOW))
        .anyMatch(error -> error != -Errno.ENOENT && error != -Errno.ENOTDIR);
  }

  private static List<AbsolutePath> roots(SyncDefinition sync) {
    return sync.target() instanceof Target.LocalDirectory(AbsolutePath target)
        ? List.of(sync.source(), Roots.longestReal(target))
        : List.of(sync.source());
  }

  /// The path without links on the way; the last name may be one and is meant itself.
  private static AbsolutePath real(AbsolutePath path) {
    byte[] bytes = path.bytes();
    int slash = bytes.length - 1;
    while (bytes[slash] != '/') {
      slash--;
    }
    byte[] name = Arrays.copyOfRange(bytes, slash + 1, bytes.length);
    if (name.length == 0
        || Arrays.equals(name, new byte[] {'.'})
        || Arrays.equals(name, new byte[] {'.', '.'})) {
      return Roots.longestReal(path);
    }
    byte[] above = Arrays.copyOf(bytes, Math.max(1, slash));
    return Roots.longestReal(AbsolutePath.of(above)).resolve(RelativePath.ROOT.resolve(name));
  }

  private static RelativePath below(AbsolutePath root, AbsolutePath path) {
    byte[] bytes = path.bytes();
    int start = root.isRoot() ? 1 : root.bytes().length + 1;
    return start >= bytes.length
        ? RelativePath.ROOT
        : RelativePath.of(Arrays.copyOfRange(bytes, start, bytes.length));
  }
}
