package lockstep.config;

/// When a changed file counts as changed: `settings.inotifyMode`.
public enum InotifyMode {
  /// when the writer closes it (a file that stays open is taken after a quiet spell)
  CLOSE_WRITE,
  /// at each write
  MODIFY,
  /// at each write and when it is closed
  CLOSE_WRITE_OR_MODIFY
}
