package lockstep;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Constructor;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// A mistake, planted in one method of the program.
///
/// @param what in words
/// @param needs what a history must have to show it
/// @param type in which class, from the package `lockstep`
record Mutant(String what, SimulationTrouble needs, String type, String method, Edit edit) {
  /// What becomes of a method.
  sealed interface Edit {
    /// It does only this.
    record Body(Consumer<CodeBuilder> code) implements Edit {}

    /// Calls of these names are replaced.
    record Calls(Set<String> names, BiConsumer<CodeBuilder, InvokeInstruction> by)
        implements Edit {}
  }

  static Mutant doesNothing(String what, SimulationTrouble needs, String type, String method) {
    return new Mutant(what, needs, type, method, new Edit.Body(CodeBuilder::return_));
  }

  static Mutant says(
      String what, SimulationTrouble needs, String type, String method, boolean answer) {
    return new Mutant(
        what,
        needs,
        type,
        method,
        new Edit.Body(code -> code.loadConstant(answer ? 1 : 0).ireturn()));
  }

  /// Calls are left out; their answer is null, 0 or false.
  static Mutant skips(
      String what, SimulationTrouble needs, String type, String method, String... calls) {
    return new Mutant(what, needs, type, method, new Edit.Calls(Set.of(calls), Mutant::skip));
  }

  /// A call is left out; its answer is true.
  static Mutant believes(
      String what, SimulationTrouble needs, String type, String method, String call) {
    return new Mutant(
        what,
        needs,
        type,
        method,
        new Edit.Calls(
            Set.of(call),
            (code, invoke) -> {
              skip(code, invoke);
              code.pop().iconst_1();
            }));
  }

  /// A method of [MutantDoubles] is called, which gets the receiver first.
  static Mutant redirects(
      String what, SimulationTrouble needs, String type, String method, String call, String to) {
    return new Mutant(
        what,
        needs,
        type,
        method,
        new Edit.Calls(
            Set.of(call),
            (code, invoke) -> {
              MethodTypeDesc signature =
                  invoke.typeSymbol().insertParameterTypes(0, invoke.owner().asSymbol());
              code.invokestatic(ClassDesc.of("lockstep.MutantDoubles"), to, signature);
            }));
  }

  private static void skip(CodeBuilder code, InvokeInstruction invoke) {
    MethodTypeDesc signature = invoke.typeSymbol();
    for (int i = signature.parameterCount() - 1; i >= 0; i--) {
      boolean wide = TypeKind.from(signature.parameterType(i)).slotSize() == 2;
      if (wide) {
        code.pop2();
      } else {
        code.pop();
      }
    }
    code.pop(); // the receiver
    switch (TypeKind.from(signature.returnType())) {
      case VOID -> {}
      case REFERENCE -> code.aconst_null();
      case LONG -> code.lconst_0();
      case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.iconst_0();
      case FLOAT, DOUBLE -> throw new IllegalArgumentException("no such method here");
    }
  }

  /// The first seed whose history shows the mistake, or -1.
  long firstFound(long seeds) {
    var planted = new AtomicBoolean();
    try {
      var loader = new MutantLoader("lockstep." + type, change(planted));
      Constructor<?> constructor =
          loader.loadClass("lockstep.SimulationTrial").getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      var trial = (LongPredicate) constructor.newInstance(needs.name());
      for (long seed = 0; seed < seeds; seed++) {
        if (trial.test(seed)) {
          return seed;
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    if (!planted.get()) {
      throw new IllegalStateException("there is no such place: " + this);
    }
    return -1;
  }

  private ClassTransform change(AtomicBoolean planted) {
    return switch (edit) {
      case Edit.Body(Consumer<CodeBuilder> body) ->
          (builder, element) -> {
            if (element instanceof MethodModel model && isMethod(model)) {
              planted.set(true);
              builder.transformMethod(
                  model,
                  (method, part) -> {
                    if (part instanceof CodeModel) {
                      method.withCode(body);
                    } else {
                      method.with(part);
                    }
                  });
            } else {
              builder.with(element);
            }
          };
      case Edit.Calls(Set<String> names, BiConsumer<CodeBuilder, InvokeInstruction> by) -> {
        CodeTransform calls =
            (code, element) -> {
              if (element instanceof InvokeInstruction invoke
                  && names.contains(invoke.name().stringValue())) {
                planted.set(true);
                by.accept(code, invoke);
              } else {
                code.with(element);
              }
            };
        yield ClassTransform.transformingMethodBodies(this::isMethod, calls);
      }
    };
  }

  private boolean isMethod(MethodModel model) {
    return model.methodName().equalsString(method);
  }
}
