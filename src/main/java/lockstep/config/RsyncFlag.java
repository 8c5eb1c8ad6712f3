package lockstep.config;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of the `rsync` table that are either on or off, named as rsync's options.
public enum RsyncFlag {
  ACLS("acls", 'A'),
  BACKUP("backup", 'b'),
  CHECKSUM("checksum", 'c'),
  COMPRESS("compress", 'z'),
  COPY_DIRLINKS("copy_dirlinks", 'k'),
  COPY_LINKS("copy_links", 'L'),
  CVS_EXCLUDE("cvs_exclude", 'C'),
  DRY_RUN("dry_run", 'n'),
  EXECUTABILITY("executability", 'E'),
  GROUP("group", 'g'),
  HARD_LINKS("hard_links", 'H'),
  IGNORE_TIMES("ignore_times", 'I'),
  IPV4("ipv4", '4'),
  IPV6("ipv6", '6'),
  KEEP_DIRLINKS("keep_dirlinks", 'K'),
  LINKS("links", 'l'),
  OMIT_DIR_TIMES("omit_dir_times", 'O'),
  OMIT_LINK_TIMES("omit_link_times", 'J'),
  ONE_FILE_SYSTEM("one_file_system", 'x'),
  OWNER("owner", 'o'),
  PERMS("perms", 'p'),
  PROTECT_ARGS("protect_args", 's'),
  PRUNE_EMPTY_DIRS("prune_empty_dirs", 'm'),
  QUIET("quiet", 'q'),
  SPARSE("sparse", 'S'),
  TIMES("times", 't'),
  UPDATE("update", 'u'),
  VERBOSE("verbose", 'v'),
  WHOLE_FILE("whole_file", 'W'),
  XATTRS("xattrs", 'X'),

  /// Comes only with `archive`; the letter `D` stands for it and [#SPECIALS] together.
  DEVICES("devices", 'D'),
  /// Comes only with `archive`.
  SPECIALS("specials", '\0'),
  /// Comes only with `archive`; says nothing here, for a sync always goes down the whole tree.
  RECURSIVE("recursive", '\0'),

  APPEND("append", '\0'),
  APPEND_VERIFY("append_verify", '\0'),
  COPY_UNSAFE_LINKS("copy_unsafe_links", '\0'),
  DELETE_EXCLUDED("delete_excluded", '\0'),
  EXISTING("existing", '\0'),
  INPLACE("inplace", '\0'),

  /// Only among the further arguments, as all below.
  FSYNC("fsync", '\0'),
  IGNORE_EXISTING("ignore_existing", '\0'),
  NUMERIC_IDS("numeric_ids", '\0'),
  SIZE_ONLY("size_only", '\0');

  private static final Set<RsyncFlag> ONLY_ARGUMENTS =
      EnumSet.of(DEVICES, SPECIALS, RECURSIVE, FSYNC, IGNORE_EXISTING, NUMERIC_IDS, SIZE_ONLY);

  private final String key;
  private final char letter;

  RsyncFlag(String key, char letter) {
    this.key = key;
    this.letter = letter;
  }

  /// The name in the `rsync` table.
  public String key() {
    return key;
  }

  /// rsync's one-letter option, or NUL if the flag has none.
  public char letter() {
    return letter;
  }

  /// rsync's long option, such as `--whole-file`.
  public String option() {
    return "--" + key.replace('_', '-');
  }

  /// Whether a configuration may set the flag by its own key.
  public boolean isKey() {
    return !ONLY_ARGUMENTS.contains(this);
  }

  static @Nullable RsyncFlag ofLetter(char letter) {
    for (var flag : values()) {
      if (flag.letter == letter) {
        return flag;
      }
    }
    return null;
  }

  static @Nullable RsyncFlag ofOption(String option) {
    for (var flag : values()) {
      if (flag.option().equals(option)) {
        return flag;
      }
    }
    return null;
  }
}
