package lockstep.lua;

import java.util.List;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// What exit codes of rsync and ssh mean, as lsyncd's tables say. Scripts read and extend them; the
/// built-in copier has no exit codes.
final class ExitCodes {
  private static final int[] RSYNC_OK = {0, 23, 24};
  private static final int[] RSYNC_AGAIN = {3, 5, 6, 10, 11, 12, 14, 20, 21, 22, 30, 35, 255};
  private static final int[] RSYNC_DIE = {1, 2, 4, 25};

  static final List<String> KEYS = List.of("exitcodes", "rsyncExitCodes", "sshExitCodes");
  private static final List<String> MEANINGS = List.of("ok", "again", "die");

  private ExitCodes() {}

  /// Raises an error unless the key is unset, false, or a table from codes to meanings.
  static void check(Values values, String key) {
    values.expect(key, "a table or false", value -> value.istable() || value.raweq(LuaValue.FALSE));
    if (values.get(key) instanceof LuaTable codes) {
      for (var code : CheckGauge.sorted(codes)) {
        var meaning = codes.get(code);
        if (!code.isinttype() || !MEANINGS.contains(Chunks.text(meaning))) {
          throw values.error(
              key,
              "must map numbers to \"ok\", \"again\" or \"die\"; its entry "
                  + CheckGauge.name(code)
                  + " is "
                  + Values.describe(meaning));
        }
      }
    }
  }

  static LuaTable rsync() {
    var codes = table();
    fill(codes, RSYNC_OK, "ok");
    fill(codes, RSYNC_AGAIN, "again");
    fill(codes, RSYNC_DIE, "die");
    return codes;
  }

  static LuaTable ssh() {
    var codes = table();
    fill(codes, new int[] {0}, "ok");
    fill(codes, new int[] {255}, "again");
    return codes;
  }

  /// Whether a script has left the table for rsync as it is.
  static boolean isDefault(LuaTable codes) {
    var usual = rsync();
    boolean same = codes.keyCount() == RSYNC_OK.length + RSYNC_AGAIN.length + RSYNC_DIE.length;
    for (var key : codes.keys()) {
      same &= codes.get(key).raweq(usual.get(key));
    }
    return same;
  }

  private static LuaTable table() {
    var codes = new LuaTable();
    codes.set("_merge", LuaValue.FALSE);
    codes.set("_verbatim", LuaValue.TRUE);
    return codes;
  }

  private static void fill(LuaTable codes, int[] numbers, String meaning) {
    for (int number : numbers) {
      codes.set(number, Chunks.string(meaning));
    }
  }
}
