package lockstep.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/// The filters and excludes of a sync, which its script may change while it runs.
final class RuleLists {
  private static final byte[] LEAVE = {'-', ' '};

  private final List<byte[]> filters = new ArrayList<>();
  private final List<byte[]> excludes = new ArrayList<>();

  /// Takes in what the configuration says.
  void read(List<byte[]> filterRules, List<byte[]> patterns) {
    filters.addAll(filterRules);
    excludes.addAll(patterns);
  }

  boolean hasFilters() {
    return !filters.isEmpty();
  }

  List<byte[]> excludes() {
    return excludes;
  }

  /// All as rules, the filters first.
  List<byte[]> all() {
    var all = new ArrayList<>(filters);
    excludes.forEach(pattern -> all.add(join(LEAVE, pattern)));
    return all;
  }

  /// All rules with one more exclude.
  List<byte[]> exclude(byte[] pattern) {
    excludes.add(pattern);
    return all();
  }

  /// All rules with one more filter: `RULE PATTERN`, or the two apart.
  List<byte[]> filter(Varargs arguments) {
    byte[] rule = Chunks.bytes(arguments.checkstring(1));
    filters.add(
        arguments.isnil(2)
            ? rule
            : join(join(rule, new byte[] {' '}), Chunks.bytes(arguments.checkstring(2))));
    return all();
  }

  /// All rules without an exclude; null if there is none such.
  @Nullable List<byte[]> withoutExclude(byte[] pattern) {
    if (!excludes.removeIf(each -> Arrays.equals(each, pattern))) {
      ScriptLog.NORMAL.info("Removing not excluded exclude \"{}\"", Printable.of(pattern));
      return null;
    }
    return all();
  }

  static LuaTable table(List<byte[]> lines) {
    var table = new LuaTable();
    for (int i = 0; i < lines.size(); i++) {
      table.rawset(i + 1, LuaString.valueOf(lines.get(i)));
    }
    return table;
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
