package lockstep.config;

import org.jspecify.annotations.Nullable;

/// The keys of the `rsync` table that take a value, in the order in which rsync is given them.
public enum RsyncValue {
  BACKUP_DIR("backup_dir"),
  BWLIMIT("bwlimit"),
  CHMOD("chmod"),
  CHOWN("chown"),
  GROUPMAP("groupmap"),
  PASSWORD_FILE("password_file"),
  RSH("rsh"),
  RSYNC_PATH("rsync_path"),
  SUFFIX("suffix"),
  TEMP_DIR("temp_dir"),
  TIMEOUT("timeout"),
  USERMAP("usermap"),

  /// Only among the further arguments, as all below.
  MAX_SIZE("max_size"),
  MIN_SIZE("min_size");

  private final String key;

  RsyncValue(String key) {
    this.key = key;
  }

  /// The name in the `rsync` table.
  public String key() {
    return key;
  }

  /// Whether a configuration may set the value by its own key.
  public boolean isKey() {
    return this != MAX_SIZE && this != MIN_SIZE;
  }

  /// rsync's long option, such as `--backup-dir`.
  public String option() {
    return "--" + key.replace('_', '-');
  }

  static @Nullable RsyncValue ofOption(String option) {
    for (var value : values()) {
      if (value.option().equals(option)) {
        return value;
      }
    }
    return null;
  }
}
