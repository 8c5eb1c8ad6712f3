package lockstep.config;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Whether the built-in copier can do what a value asks for. rsync has the last word on others.
final class ValueSyntax {
  private ValueSyntax() {}

  static boolean isUnderstood(RsyncValue key, byte[] value) {
    try {
      read(key, new String(value, StandardCharsets.UTF_8));
      return true;
    } catch (IllegalArgumentException _) {
      return false; // so rsync is run, and says what is wrong
    }
  }

  private static void read(RsyncValue key, String text) {
    switch (key) {
      case CHMOD -> Chmod.parse(text, 0);
      case CHOWN -> {}
      case USERMAP, GROUPMAP -> IdMap.parse(text);
      case MAX_SIZE, MIN_SIZE -> ByteCount.parse(text, 'b');
      case BACKUP_DIR -> refuseUnless(isBelow(text), text);
      case SUFFIX -> refuseUnless(!text.contains("/"), text);
      case BWLIMIT -> ByteCount.parse(text, 'k');
      case MAX_DELETE, MODIFY_WINDOW -> Integer.parseInt(text);
      case COMPARE_DEST, LINK_DEST, TEMP_DIR -> refuseUnless(!text.isEmpty(), text);
      case COPY_DEST, PASSWORD_FILE, RSH, RSYNC_PATH, TIMEOUT ->
          throw new IllegalArgumentException("not done here: " + key);
    }
  }

  /// Whether it leads to a directory below the one that it is relative to.
  static boolean isBelow(String path) {
    return Stream.of(path.split("/", -1))
        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  private static void refuseUnless(boolean good, String text) {
    if (!good) {
      throw new IllegalArgumentException("not done here: " + text);
    }
  }
}
