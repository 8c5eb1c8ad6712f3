package lockstep.config;

import lockstep.event.AbsolutePath;

/// Where a sync's copies go.
public sealed interface Target {
  /// A directory mounted here, for the built-in copier.
  record LocalDirectory(AbsolutePath path) implements Target {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A place that rsync and ssh reach, such as `host:dir` or `host::module`; its spelling is
  /// theirs.
  record Remote(String spelling) implements Target {
    @Override
    public String toString() {
      return spelling;
    }
  }

  /// Whatever a user's script makes of it.
  record Opaque(String spelling) implements Target {
    @Override
    public String toString() {
      return spelling;
    }
  }
}
