package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overlap;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;
import lockstep.linux.Errno;
import lockstep.linux.FileSystems;
import lockstep.linux.Statx;

/// Checks the sources and targets of a configuration on the disk.
final class Roots {
  static final int PATH_MAX = 4096;

  private final Settings settings;
  private final List<SyncDefinition> configured;
  private final List<SyncDefinition> syncs = new ArrayList<>();
  private final List<Overlap.Tree> trees = new ArrayList<>();
  private final List<String> warnings;

  private Roots(Configuration configuration) {
    settings = configuration.settings();
    configured = configuration.syncs();
    warnings = new ArrayList<>(configuration.warnings());
  }

  /// The same configuration with the real paths of the sources, which is what lsyncd shows and
  /// passes on. Targets keep their spelling.
  ///
  /// Files of the program itself in a source or target are spared. No file system is waited for
  /// without end.
  ///
  /// @throws ConfigurationException if a source is no directory, or the real paths lie within each
  ///   other
  static Configuration resolve(Configuration configuration) throws ConfigurationException {
    return new Roots(configuration).resolve();
  }

  private Configuration resolve() throws ConfigurationException {
    var own = Patience.SHORT.ask("the log or status file", () -> new OwnFiles(settings));
    for (SyncDefinition sync : configured) {
      AbsolutePath source =
          Patience.LONG
              .ask(name(sync, "source " + sync.source()), () -> source(sync))
              .orElseThrow(() -> silent(name(sync, "source " + sync.source())));
      Overlap.Tree tree = Overlap.Tree.of(sync);
      if (tree == null) {
        syncs.add(sync.with(source, sync.filters()));
        continue;
      }
      AbsolutePath target = target(sync, tree.target());
      trees.add(tree.at(source, target));
      Filters filters =
          own.isEmpty() ? sync.filters() : own.get().spare(sync, source, target, warnings);
      syncs.add(sync.with(source, filters));
    }
    List<String> problems = Overlap.problems(trees);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(String.join("\nError: ", problems));
    }
    return new Configuration(settings, syncs, warnings);
  }

  private static String name(SyncDefinition sync, String what) {
    return sync.name() + ": the " + what;
  }

  private static ConfigurationException silent(String whom) {
    return new ConfigurationException(
        whom + " has not answered for " + Patience.LONG.limit().toSeconds() + " s");
  }

  /// The real path. If it insists, a target that does not answer is taken as it is spelled: it is
  /// looked at again when it is opened.
  private AbsolutePath target(SyncDefinition sync, AbsolutePath spelled)
      throws ConfigurationException {
    String name = name(sync, "target " + spelled);
    Patience patience = settings.insist() ? Patience.SHORT : Patience.LONG;
    var real =
        patience.ask(
            name,
            () -> {
              checkTarget(sync, spelled);
              return longestReal(spelled);
            });
    if (real.isEmpty() && !settings.insist()) {
      throw silent(name);
    }
    return real.orElse(spelled);
  }

  private static AbsolutePath source(SyncDefinition sync) throws ConfigurationException {
    AbsolutePath spelled = sync.source();
    String failure = "\nError: Cannot access source directory: " + spelled;
    AbsolutePath real;
    try {
      real = realPath(spelled);
    } catch (ErrnoException e) {
      String why = e.errno == Errno.ENOENT ? "" : " " + e.getMessage();
      throw new ConfigurationException(
          sync.where() + ": failure getting absolute path of [" + spelled + "]" + why + failure);
    }
    if (!isDirectory(real)) {
      throw new ConfigurationException(
          sync.where()
              + ": cannot get absolute path of dir '"
              + spelled
              + "': is not a directory"
              + failure);
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
}
