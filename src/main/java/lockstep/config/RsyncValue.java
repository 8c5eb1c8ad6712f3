package lockstep.config;

import java.util.EnumSet;
import java.util.Set;
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
  COMPARE_DEST("compare_dest"),
  COPY_DEST("copy_dest"),
  LINK_DEST("link_dest"),
  MAX_DELETE("max_delete"),
  MAX_SIZE("max_size"),
  MIN_SIZE("min_size"),
  MODIFY_WINDOW("modify_window");

  private static final Set<RsyncValue> ONLY_ARGUMENTS = EnumSet.range(COMPARE_DEST, MODIFY_WINDOW);

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
    return !ONLY_ARGUMENTS.contains(this);
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
