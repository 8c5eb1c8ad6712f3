package lockstep.lua;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lockstep.plan.RefusedException;
import lockstep.plan.Run;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/// `spawn` and `spawnShell`: run a program for an event or a list of events.
final class SpawnFunctions implements Library {
  private final CallStack stack;

  SpawnFunctions(CallStack stack) {
    this.stack = stack;
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    var agent = arguments.arg1();
    if (!arguments.arg(2).isstring()) {
      throw stack.raised("calling " + function + "(agent, binary, ...): binary is not a string");
    }
    byte[] binary = bytes(arguments.arg(2));
    Varargs rest = arguments.subargs(3);
    byte[] input = null;
    if (rest.arg1().isstring()
        && new String(bytes(rest.arg1()), StandardCharsets.US_ASCII).equals("<")) {
      input = bytes(rest.checkvalue(2));
      rest = rest.subargs(3);
    }
    var words = new ArrayList<byte[]>();
    if (function.equals("spawnShell")) {
      words.addAll(List.of(ascii("sh"), ascii("-c"), binary, ascii("sh")));
    } else {
      words.add(binary);
    }
    for (int i = 1; i <= rest.narg(); i++) {
      add(words, rest.arg(i));
    }
    spawn(stack, agent, words, input);
    return LuaValue.NONE;
  }

  /// Leaves `nil` out; a table stands for what it holds.
  private void add(List<byte[]> words, LuaValue value) {
    if (value instanceof LuaTable list) {
      for (int i = 1; i <= list.rawlen(); i++) {
        words.add(bytes(list.rawget(i)));
      }
    } else if (!value.isnil()) {
      words.add(bytes(value));
    }
  }

  private byte[] bytes(LuaValue value) {
    if (!value.isstring()) {
      throw stack.raised(
          "an argument of spawn() must be a string, a number or a list of these, not "
              + Values.describe(value));
    }
    return Chunks.bytes(BaseFunctions.text(value));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// @param input null for nothing
  static void spawn(CallStack stack, LuaValue agent, List<byte[]> words, byte @Nullable [] input) {
    boolean list = agent instanceof ListTable;
    LuaScript script = list || agent instanceof EventTable ? AgentIds.script(agent) : null;
    if (script == null) {
      throw stack.raised("spawning with an invalid agent");
    }
    for (byte[] word : words) {
      for (byte b : word) {
        if (b == 0) {
          throw stack.raised("an argument of spawn() holds a NUL character");
        }
      }
    }
    boolean given = input != null && input.length > 0;
    try {
      long number =
          script.at().spawn(AgentIds.of(agent), list, new Run(words, given ? input : null));
      if (number != 0) {
        script.started(number, agent.checktable());
      }
    } catch (RefusedException e) {
      throw stack.raised(String.valueOf(e.getMessage()));
    }
  }
}
