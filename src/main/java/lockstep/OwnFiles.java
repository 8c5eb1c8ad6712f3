package lockstep;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.jspecify.annotations.Nullable;

/// The files that the program itself keeps writing, where they lie inside a source or a target.
///
/// To follow them would have no end, as each line of the log would lead to the next; and in a
/// target they would be deleted as strangers.
final class OwnFiles {
  private final Map<AbsolutePath, String> files = new LinkedHashMap<>();

  /// Asks the disk for the real paths.
  OwnFiles(Settings settings) {
    AbsolutePath log = settings.logFile();
    AbsolutePath status = settings.statusFile();
    if (log != null) {
      add(log, "the log file " + log);
    }
    if (status != null) {
      add(status, "the status file " + status);
      add(StatusWriter.sibling(status), "the status file " + status);
    }
  }

  private void add(AbsolutePath file, String what) {
    files.put(Roots.longestReal(file), what); // where a link leads
    files.put(join(Roots.longestReal(parent(file)), name(file)), what);
  }

  /// The sync's filters, and besides without them.
  ///
  /// @param source its real path
  /// @param target its real path
  /// @param warnings receives what the operator should know
  Filters spare(
      SyncDefinition sync, AbsolutePath source, AbsolutePath target, List<String> warnings) {
    Set<RelativePath> inside = new LinkedHashSet<>();
    Set<String> told = new LinkedHashSet<>();
    files.forEach(
        (file, what) -> {
          RelativePath there = below(file, source);
          if (there != null && !sync.filters().isHidden(there, false)) {
            inside.add(there);
            told.add(what + " lies inside the source " + source + ", and is not copied");
          }
          there = below(file, target);
          if (there != null && !sync.filters().isProtected(there, false)) {
            inside.add(there);
            told.add(what + " lies inside the target " + target + ", and is not touched there");
          }
        });
    told.forEach(line -> warnings.add(sync.where() + ": " + line));
    return inside.isEmpty() ? sync.filters() : sync.filters().sparing(inside);
  }

  private static @Nullable RelativePath below(AbsolutePath file, AbsolutePath root) {
    if (!file.isAtOrBelow(root) || file.equals(root)) {
      return null;
    }
    byte[] path = file.bytes();
    int start = root.isRoot() ? 1 : root.bytes().length + 1;
    try {
      return RelativePath.of(Arrays.copyOfRange(path, start, path.length));
    } catch (IllegalArgumentException _) {
      return null; // a path with dots in a directory that is not there: nothing is written there
    }
  }

  private static AbsolutePath join(AbsolutePath directory, byte[] name) {
    byte[] base = directory.isRoot() ? new byte[0] : directory.bytes();
    byte[] joined = Arrays.copyOf(base, base.length + 1 + name.length);
    joined[base.length] = '/';
    System.arraycopy(name, 0, joined, base.length + 1, name.length);
    return AbsolutePath.of(joined);
  }

  private static AbsolutePath parent(AbsolutePath file) {
    byte[] path = file.bytes();
    return AbsolutePath.of(Arrays.copyOf(path, Math.max(1, slash(path))));
  }

  private static byte[] name(AbsolutePath file) {
    byte[] path = file.bytes();
    return Arrays.copyOfRange(path, slash(path) + 1, path.length);
  }

  private static int slash(byte[] path) {
    int slash = path.length - 1;
    while (path[slash] != '/') {
      slash--;
    }
    return slash;
  }
}
