package lockstep.lua;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.ExitTable;
import lockstep.config.ExitTable.Meaning;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/// What exit codes of rsync and ssh mean, as lsyncd's tables say. Scripts read and extend them; the
/// built-in copier has no exit codes.
final class ExitCodes {
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
    return table(ExitTable.RSYNC);
  }

  static LuaTable ssh() {
    return table(ExitTable.SSH);
  }

  /// What the codes at a key mean.
  ///
  /// @param otherwise where the key is not set
  static ExitTable read(Values values, String key, ExitTable otherwise) {
    LuaValue value = values.get(key);
    if (!(value instanceof LuaTable codes)) {
      return value.isnil() ? otherwise : ExitTable.NONE;
    }
    var read = new HashMap<Integer, Meaning>();
    for (var code : CheckGauge.sorted(codes)) {
      if (code.isinttype()) {
        read.put(code.toint(), meaning(codes.get(code)));
      }
    }
    return new ExitTable(read);
  }

  private static Meaning meaning(LuaValue word) {
    return Stream.of(Meaning.values())
        .filter(each -> each.word().equals(Chunks.text(word)))
        .findFirst()
        .orElse(Meaning.DIE);
  }

  /// Whether a script has left the table for rsync as it is.
  static boolean isDefault(LuaTable codes) {
    var usual = rsync();
    boolean same = codes.keyCount() == ExitTable.RSYNC.codes().size();
    for (var key : codes.keys()) {
      same &= codes.get(key).raweq(usual.get(key));
    }
    return same;
  }

  private static LuaTable table(ExitTable known) {
    var codes = new LuaTable();
    codes.set("_merge", LuaValue.FALSE);
    codes.set("_verbatim", LuaValue.TRUE);
    known.codes().forEach((code, meaning) -> codes.set(code, Chunks.string(meaning.word())));
    return codes;
  }
}
