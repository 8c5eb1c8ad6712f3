package lockstep.lua;

import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/// Finds what a script calls the value that an instruction failed on, by looking back at how it got
/// into its register.
final class VariableName {
  private VariableName() {}

  static String suffix(@Nullable String name) {
    return name == null ? "" : " (" + name + ")";
  }

  /// The name of the value that the instruction indexes.
  static @Nullable String indexed(Frames.Place place) {
    int code = place.prototype().code[place.counter()];
    return switch (Lua.GET_OPCODE(code)) {
      case Lua.OP_GETTABLE, Lua.OP_SELF -> register(place, Lua.GETARG_B(code));
      case Lua.OP_SETTABLE -> register(place, Lua.GETARG_A(code));
      case Lua.OP_GETTABUP -> upvalue(place.prototype(), Lua.GETARG_B(code));
      case Lua.OP_SETTABUP -> upvalue(place.prototype(), Lua.GETARG_A(code));
      default -> null;
    };
  }

  /// The name of the function that the instruction calls.
  static @Nullable String called(Frames.Place place) {
    int code = place.prototype().code[place.counter()];
    return switch (Lua.GET_OPCODE(code)) {
      case Lua.OP_CALL, Lua.OP_TAILCALL -> register(place, Lua.GETARG_A(code));
      case Lua.OP_TFORCALL -> "for iterator";
      default -> null;
    };
  }

  /// The bare name of that function, for messages about its arguments.
  static String function(Frames.Place place) {
    String name = called(place);
    int quote = name == null ? -1 : name.indexOf('\'');
    return name == null || quote < 0 ? "?" : name.substring(quote + 1, name.length() - 1);
  }

  /// What is wrong with the operand that an operator cannot use: its type and its name.
  static String operand(Frames.Place place, String trouble) {
    int code = place.prototype().code[place.counter()];
    int first = Lua.GETARG_B(code);
    int last = Lua.GETARG_C(code);
    boolean concat = Lua.GET_OPCODE(code) == Lua.OP_CONCAT;
    boolean one = Lua.GET_OPCODE(code) == Lua.OP_UNM;
    for (int operand = one || concat ? Math.min(first, last) : last;
        ;
        operand = concat ? operand + 1 : first) {
      var value =
          Lua.ISK(operand) ? place.prototype().k[Lua.INDEXK(operand)] : place.registers()[operand];
      boolean good = concat ? value.isstring() : value.isnumber();
      if (!good || operand == (concat ? last : first)) {
        return trouble
            + " a "
            + value.typename()
            + " value"
            + suffix(Lua.ISK(operand) ? null : register(place, operand));
      }
    }
  }

  /// The name of the value in a register, such as `local 'x'` or `field 'y'`.
  static @Nullable String register(Frames.Place place, int register) {
    return register(place.prototype(), place.counter(), register);
  }

  private static @Nullable String register(Prototype code, int counter, int register) {
    var local = code.getlocalname(register + 1, counter);
    if (local != null) {
      return named("local", local);
    }
    int setter = setter(code, counter, register);
    if (setter < 0) {
      return null;
    }
    int instruction = code.code[setter];
    int b = Lua.GETARG_B(instruction);
    int c = Lua.GETARG_C(instruction);
    return switch (Lua.GET_OPCODE(instruction)) {
      case Lua.OP_MOVE -> b < register ? register(code, setter, b) : null;
      case Lua.OP_GETTABUP -> key(code, c, isEnvironment(code, b) ? "global" : "field");
      case Lua.OP_GETTABLE -> key(code, c, "field");
      case Lua.OP_SELF -> key(code, c, "method");
      case Lua.OP_GETUPVAL -> upvalue(code, b);
      default -> null;
    };
  }

  private static @Nullable String key(Prototype code, int operand, String kind) {
    return Lua.ISK(operand) && code.k[Lua.INDEXK(operand)] instanceof LuaString key
        ? named(kind, key)
        : null;
  }

  private static boolean isEnvironment(Prototype code, int upvalue) {
    return upvalue < code.upvalues.length && LuaValue.ENV.equals(code.upvalues[upvalue].name);
  }

  private static @Nullable String upvalue(Prototype code, int index) {
    return index < code.upvalues.length && code.upvalues[index].name != null
        ? named("upvalue", code.upvalues[index].name)
        : null;
  }

  private static String named(String kind, LuaString name) {
    return kind + " '" + Printable.of(Chunks.bytes(name)) + "'";
  }

  /// The last instruction before `counter` that wrote the register, as far as that is certain; else
  /// -1.
  private static int setter(Prototype code, int counter, int register) {
    int setter = -1;
    int jumped = 0; // instructions before this one may have been skipped
    for (int i = 0; i < counter; i++) {
      int instruction = code.code[i];
      int a = Lua.GETARG_A(instruction);
      int op = Lua.GET_OPCODE(instruction);
      boolean writes =
          switch (op) {
            case Lua.OP_LOADNIL -> a <= register && register <= a + Lua.GETARG_B(instruction);
            case Lua.OP_TFORCALL -> register >= a + 2;
            case Lua.OP_CALL, Lua.OP_TAILCALL -> register >= a;
            default -> Lua.testAMode(op) && a == register;
          };
      if (op == Lua.OP_JMP) {
        int target = i + 1 + Lua.GETARG_sBx(instruction);
        jumped = target <= counter ? Math.max(jumped, target) : jumped;
      } else if (writes) {
        setter = i < jumped ? -1 : i;
      }
    }
    return setter;
  }
}
