package lockstep.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of rsync's `--chmod`: changes to the permission bits of files and directories, such as
/// `D2775,Fug=rw,o-w`.
public final class Chmod {
  private static final Pattern ITEM =
      Pattern.compile(
          "(?<kind>[DF]?)(?:(?<octal>[0-7]+)"
              + "|(?<who>[ugoa]*)(?<operator>[-+=])(?:(?<from>[ugo])|(?<what>[rwxXst]*)))");

  private static final int ALL = 0777;
  private static final int SET_USER = 04000;
  private static final int SET_GROUP = 02000;
  private static final int STICKY = 01000;
  private static final int EXECUTE = 0111;

  private final List<Change> changes;

  private Chmod(List<Change> changes) {
    this.changes = changes;
  }

  /// @param umask applies where a change does not say whose bits it is about
  /// @throws IllegalArgumentException for what rsync refuses, too
  public static Chmod parse(String text, int umask) {
    var changes = new ArrayList<Change>();
    for (String item : text.split(",", -1)) {
      Matcher parts = ITEM.matcher(item);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not a change of modes: " + item);
      }
      var change = parts.group("octal") != null ? octal(parts) : symbolic(parts, umask);
      changes.add(
          switch (parts.group("kind")) {
            case "D" -> (mode, directory) -> directory ? change.of(mode, true) : mode;
            case "F" -> (mode, directory) -> directory ? mode : change.of(mode, false);
            default -> change;
          });
    }
    return new Chmod(changes);
  }

  private static Change octal(Matcher parts) {
    int mode = Integer.parseInt(parts.group("octal"), 8);
    if (mode > 07777) {
      throw new IllegalArgumentException("not a mode: " + parts.group("octal"));
    }
    return (_, _) -> mode;
  }

  private static Change symbolic(Matcher parts, int umask) {
    String who = parts.group("who");
    int mask = who.isEmpty() ? ALL & ~umask : ALL & classes(who);
    int scope = who.isEmpty() ? ALL : classes(who);
    char operator = parts.group("operator").charAt(0);
    String from = parts.group("from");
    if (from != null) {
      int special = who.isEmpty() ? SET_USER | SET_GROUP | STICKY : special(who, true);
      return (mode, _) ->
          combined(mode, operator, copies(mode, from.charAt(0)) & mask, scope | special);
    }
    String what = parts.group("what");
    int upper = upper(what, special(who, false));
    int cleared = scope | (upper == 0 ? 0 : special(who, false));
    return (mode, directory) ->
        combined(mode, operator, lower(what, mode, directory) & mask | upper, cleared);
  }

  private static int combined(int mode, char operator, int bits, int cleared) {
    return switch (operator) {
      case '+' -> mode | bits;
      case '-' -> mode & ~bits;
      default -> mode & ~cleared | bits;
    };
  }

  private static int classes(String who) {
    int classes = 0;
    for (int i = 0; i < who.length(); i++) {
      classes |=
          switch (who.charAt(i)) {
            case 'u' -> 0700;
            case 'g' -> 0070;
            case 'o' -> 0007;
            default -> ALL;
          };
    }
    return classes;
  }

  /// The bits above the permissions that belong to these classes.
  private static int special(String who, boolean sticky) {
    int classes = who.isEmpty() ? 0 : classes(who);
    return ((classes & 0700) == 0 ? 0 : SET_USER)
        | ((classes & 0070) == 0 ? 0 : SET_GROUP)
        | ((classes & 0007) == 0 || !sticky ? 0 : STICKY);
  }

  private static int upper(String what, int special) {
    int setId = special == 0 ? SET_USER : special;
    return (what.indexOf('s') < 0 ? 0 : setId) | (what.indexOf('t') < 0 ? 0 : STICKY);
  }

  private static int lower(String what, int mode, boolean directory) {
    int bits = 0;
    for (int i = 0; i < what.length(); i++) {
      bits |=
          switch (what.charAt(i)) {
            case 'r' -> 0444;
            case 'w' -> 0222;
            case 'x' -> EXECUTE;
            case 'X' -> directory || (mode & EXECUTE) != 0 ? EXECUTE : 0;
            default -> 0;
          };
    }
    return bits;
  }

  /// What one class may, for all classes.
  private static int copies(int mode, char from) {
    int shift = from == 'u' ? 6 : from == 'g' ? 3 : 0;
    return (mode >> shift & 7) * EXECUTE;
  }

  /// The changed mode.
  public int of(int mode, boolean directory) {
    int changed = mode;
    for (Change change : changes) {
      changed = change.of(changed, directory);
    }
    return changed;
  }

  private interface Change {
    int of(int mode, boolean directory);
  }
}
