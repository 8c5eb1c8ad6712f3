package lockstep.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaThread;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/// Follows the interpreter from instruction to instruction, so that messages can tell where it is,
/// and stops it when it is told to.
///
/// luaj calls its debug library at each instruction; this stands in for it. The library's own
/// version, with its functions for scripts, takes 37 ms to set up, and its way of keeping the stack
/// is slower.
final class CallStack extends DebugLib {
  private static final long LONGEST_STRING =
      64L << 20; // far above any use, far below what the heap holds

  /// So many steps, or a string of so many bytes, cannot fill the heap.
  private static final int UNLIMITED = 1 << 20;

  /// Deep enough for any configuration; the thread's stack holds ten times as much.
  private static final int DEEPEST = 4000;

  /// Coroutines run in threads with the small stacks that suit the rest of the program.
  private static final int DEEPEST_IN_COROUTINE = 150;

  private final Globals globals;
  private final Gaps gaps = new Gaps();
  private @Nullable HeapLimit heap = new HeapLimit();
  private long steps;
  private long mostSteps = Long.MAX_VALUE;
  private List<String> trace = List.of();
  private volatile boolean stopped;
  private volatile @Nullable Location end;
  private @Nullable Frames main;
  private Location outside;
  private Frames.@Nullable Place failure;

  CallStack(Globals globals, Location outside) {
    this.globals = globals;
    this.outside = outside;
  }

  /// Begins a call of a function after the configuration has been read, with limits of its own.
  ///
  /// @param most how many instructions it may take
  void begin(long most) {
    stopped = false;
    end = null;
    failure = null;
    trace = List.of();
    gaps.close();
    heap = null; // most calls are over before they could fill it
    steps = 0;
    mostSteps = most;
  }

  /// Makes every Lua function end at its next instruction, by an error that no script can catch.
  /// Any thread may call this.
  void stop() {
    stopped = true;
  }

  /// Ends the calling Lua code if it was told to stop; for long loops in Java.
  void check() {
    if (stopped) {
      throw stopped("stopped");
    }
  }

  /// What ends the calling Lua code here and now.
  Stopped stopped(String why) {
    var stop = new Stopped(why);
    end = location();
    trace = frames().trace();
    return stop;
  }

  /// What unwinds a stopped script. Not an exception, since `pcall` catches those.
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    private Stopped(String why) {
      super(why, null, false, false);
    }
  }

  private Frames frames() {
    LuaThread thread = globals.running;
    if (thread.callstack instanceof Frames frames) {
      return frames;
    }
    var fresh = new Frames(thread.isMainThread() ? DEEPEST : DEEPEST_IN_COROUTINE);
    thread.callstack = fresh;
    if (thread.isMainThread()) {
      main = fresh;
    }
    return fresh;
  }

  /// Where the Lua code at a level is; null if Java called, with no Lua function in between.
  Frames.@Nullable Place place(int level) {
    return frames().place(level);
  }

  /// Where the last error that luaj itself raised arose.
  Frames.@Nullable Place failure() {
    return failure;
  }

  /// The functions that were running when the last error arose, from the inside out.
  List<String> trace() {
    return trace;
  }

  /// Where the innermost Lua function is, for messages.
  Location location() {
    var place = place(1);
    return place == null ? outside : new Location(place.text());
  }

  /// What the script left out of its tables without knowing.
  Gaps gaps() {
    return gaps;
  }

  /// How far the script got before something ended it that is no error of Lua's: the place where it
  /// was stopped, or else the line of the main chunk.
  ///
  /// Also for a script that runs in another thread and does not stop. What this then reads may be
  /// out of date, but not wrong for long.
  Location reached() {
    if (end != null) {
      return end;
    }
    var place = main == null ? null : main.outermost();
    return place == null ? outside : new Location(place.text());
  }

  /// Sets what stands for the place while no Lua function runs.
  void callFrom(Location outer) {
    outside = outer;
  }

  /// An error with the place of the Lua code before its text.
  Raised raised(String text) {
    return location().error(text);
  }

  @Override
  public void onCall(LuaFunction function) {} // Java functions have no line

  @Override
  public void onCall(LuaClosure closure, Varargs varargs, LuaValue[] stack) {
    if (!frames().enter(closure, stack)) {
      throw raised("stack overflow (functions call each other without end)");
    }
  }

  @Override
  public void onInstruction(int counter, Varargs varargs, int top) {
    check();
    if (++steps > mostSteps) {
      throw stopped(
          "stopped after " + mostSteps / 1_000_000 + " million steps; does a loop never end?");
    }
    if (heap == null && steps > UNLIMITED) {
      heap = new HeapLimit();
    }
    if (heap != null && heap.isExceeded()) {
      throw stopped(
          "the configuration needs more than "
              + heap.text()
              + " of memory; does a loop never end?");
    }
    var frames = frames();
    frames.reach(counter);
    int code = frames.code();
    switch (Lua.GET_OPCODE(code)) {
      case Lua.OP_CONCAT ->
          prepareConcat(frames.registers(), Lua.GETARG_B(code), Lua.GETARG_C(code));
      case Lua.OP_SETLIST, Lua.OP_SETTABLE -> gaps.look(frames, top);
      default -> {}
    }
  }

  /// Replaces numbers that are to be concatenated by their text, since luaj would write them with
  /// the seven digits of a `float`. The operands are temporary registers, so nobody else sees that.
  private void prepareConcat(LuaValue[] registers, int first, int last) {
    long length = 0;
    for (int i = first; i <= last; i++) {
      if (registers[i] instanceof LuaDouble number) {
        registers[i] = Numerals.string(number);
      }
      length += registers[i].isstring() ? registers[i].strvalue().length() : 0;
    }
    checkLength(length);
  }

  /// Refuses a string that would not fit into memory.
  void checkLength(long length) {
    if (length > LONGEST_STRING) {
      throw raised("resulting string too large");
    }
    if (heap == null && length > UNLIMITED) {
      heap = new HeapLimit();
    }
    if (heap != null) {
      heap.allocates(length);
    }
  }

  @Override
  public void onReturn() {
    frames().leave();
  }

  /// luaj asks for this once for each error, where the error arises.
  @Override
  public String traceback(int level) {
    failure = frames().place(1);
    trace = frames().trace();
    return "";
  }
}
