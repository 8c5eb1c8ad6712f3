package lockstep.config;

/// When a changed file counts as changed: `settings.inotifyMode`.
public enum InotifyMode {
  /// when the writer closes it (a file that stays open is taken after a quiet spell)
  CLOSE_WRITE("CloseWrite"),
  /// at each write
  MODIFY("Modify"),
  /// at each write and when it is closed
  CLOSE_WRITE_OR_MODIFY("CloseWrite or Modify");

  private final String spelling;

  InotifyMode(String spelling) {
    this.spelling = spelling;
  }

  /// The value as a configuration file spells it.
  public String spelling() {
    return spelling;
  }
}
