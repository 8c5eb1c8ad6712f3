package lockstep.lua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/// The Lua functions that one coroutine is in, each with the instruction it has reached.
final class Frames {
  private static final int LONGEST_TRACE = 20;

  private final int deepest;
  private LuaClosure[] closures = new LuaClosure[16];
  private LuaValue[][] registers = new LuaValue[16][];
  private int[] counters = new int[16];
  private int depth;

  Frames(int deepest) {
    this.deepest = deepest;
  }

  /// Returns false, without entering, if the functions are nested too deeply.
  boolean enter(LuaClosure closure, LuaValue[] stack) {
    if (depth == deepest) {
      return false;
    }
    if (depth == closures.length) {
      closures = Arrays.copyOf(closures, depth * 2);
      registers = Arrays.copyOf(registers, depth * 2);
      counters = Arrays.copyOf(counters, depth * 2);
    }
    closures[depth] = closure;
    registers[depth] = stack;
    counters[depth] = 0;
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  void reach(int counter) {
    counters[depth - 1] = counter;
  }

  int code() {
    return closures[depth - 1].p.code[counters[depth - 1]];
  }

  LuaValue constant(int index) {
    return closures[depth - 1].p.k[index];
  }

  LuaValue[] registers() {
    return registers[depth - 1];
  }

  /// Where the function at a level is: 1 for the innermost, 2 for the one that called it. Null if
  /// there is none.
  @Nullable Place place(int level) {
    int at = depth - level;
    return at < 0 || at >= depth ? null : new Place(closures[at], registers[at], counters[at]);
  }

  /// All of them as `FILE:LINE`, from the inside out; no more than anybody reads.
  List<String> trace() {
    var lines = new ArrayList<String>();
    for (int at = depth - 1; at >= 0 && lines.size() < LONGEST_TRACE; at--) {
      lines.add(new Place(closures[at], registers[at], counters[at]).text());
    }
    return lines;
  }

  /// Where the first function is, or was when it ended. Null if there was none.
  @Nullable Place outermost() {
    return closures[0] == null ? null : new Place(closures[0], registers[0], counters[0]);
  }

  /// One instruction of a running function.
  record Place(LuaClosure closure, LuaValue[] registers, int counter) {
    Prototype prototype() {
      return closure.p;
    }

    int line() {
      int[] lines = closure.p.lineinfo;
      return lines == null || counter >= lines.length ? -1 : lines[counter];
    }

    /// File and line, as messages begin.
    String text() {
      return Chunks.name(closure.p.source) + ":" + (line() < 0 ? "?" : line());
    }
  }
}
