package lockstep.config;

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
  USERMAP("usermap");

  private final String key;

  RsyncValue(String key) {
    this.key = key;
  }

  /// The name in the `rsync` table.
  public String key() {
    return key;
  }

  /// rsync's long option, such as `--backup-dir`.
  public String option() {
    return "--" + key.replace('_', '-');
  }
}
