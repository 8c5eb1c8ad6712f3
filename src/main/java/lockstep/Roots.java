package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overlap;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import lockstep.linux.FileSystems;
import lockstep.linux.Statx;

/// Checks the sources and targets of a configuration on the disk.
final class Roots {
  private static final int PATH_MAX = 4096;

  private Roots() {}

  /// The same configuration with the real paths of the sources, which is what lsyncd shows and
  /// passes on. Targets keep their spelling.
  ///
  /// @throws ConfigurationException if a source is no directory, or the real paths lie within each
  ///   other
  static Configuration resolve(Configuration configuration) throws ConfigurationException {
    var syncs = new ArrayList<SyncDefinition>();
    var trees = new ArrayList<Overlap.Tree>();
    for (SyncDefinition sync : configuration.syncs()) {
      AbsolutePath source = source(sync.source());
      syncs.add(withSource(sync, source));
      Overlap.Tree tree = Overlap.Tree.of(sync);
      if (tree != null) {
        trees.add(tree.at(source, longestReal(tree.target())));
        checkTarget(sync, tree.target());
      }
    }
    List<String> problems = Overlap.problems(trees);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(String.join("\nError: ", problems));
    }
    return new Configuration(configuration.settings(), syncs, configuration.warnings());
  }

  private static AbsolutePath source(AbsolutePath spelled) throws ConfigurationException {
    String failure = "\nError: Cannot access source directory: " + spelled;
    AbsolutePath real;
    try {
      real = realPath(spelled);
    } catch (ErrnoException e) {
      String why = e.errno == Errno.ENOENT ? "" : " " + e.getMessage();
      throw new ConfigurationException(
          "failure getting absolute path of [" + spelled + "]" + why + failure);
    }
    if (!isDirectory(real)) {
      throw new ConfigurationException(
          "cannot get absolute path of dir '" + spelled + "': is not a directory" + failure);
    }
    return real;
  }

  private static void checkTarget(SyncDefinition sync, AbsolutePath target)
      throws ConfigurationException {
    Statx stat = Statx.current();
    if (stat.statx(AT_FDCWD, target.bytes(), 0) == 0 && !isDirectory(target)) {
      throw new ConfigurationException(
          sync.where() + ": the target " + target + " is not a directory");
    }
  }

  static boolean isDirectory(AbsolutePath path) {
    Statx stat = Statx.current();
    return stat.statx(AT_FDCWD, path.bytes(), 0) == 0
        && (stat.mode() & Statx.S_IFMT) == Statx.S_IFDIR;
  }

  /// The path without links, `.` and `..`.
  static AbsolutePath realPath(AbsolutePath path) throws ErrnoException {
    var resolved = new byte[PATH_MAX];
    int length = FileSystems.realpath(path.bytes(), resolved);
    if (length < 0) {
      throw new ErrnoException(length);
    }
    return AbsolutePath.of(Arrays.copyOf(resolved, length));
  }

  /// The real path of the longest part that exists, and the rest as spelled: a target may still
  /// have to be made.
  static AbsolutePath longestReal(AbsolutePath path) {
    byte[] spelled = path.bytes();
    for (int end = spelled.length; end > 0; end = lastSlash(spelled, end)) {
      try {
        byte[] real = realPath(AbsolutePath.of(Arrays.copyOf(spelled, end))).bytes();
        byte[] joined = Arrays.copyOf(real, real.length + spelled.length - end);
        System.arraycopy(spelled, end, joined, real.length, spelled.length - end);
        return AbsolutePath.of(joined);
      } catch (ErrnoException _) {
        // try without the last name
      }
    }
    return path;
  }

  private static int lastSlash(byte[] path, int end) {
    int i = end - 1;
    while (i > 0 && path[i] != '/') {
      i--;
    }
    return i;
  }

  private static SyncDefinition withSource(SyncDefinition sync, AbsolutePath source) {
    return new SyncDefinition(
        sync.name(),
        source,
        sync.target(),
        sync.delay(),
        sync.maxDelays(),
        sync.maxProcesses(),
        sync.initial(),
        sync.delete(),
        sync.filters(),
        sync.rsync(),
        sync.engine(),
        sync.where());
  }
}
