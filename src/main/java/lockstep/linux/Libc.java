package lockstep.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// Finds functions of the C library, and makes the three method handles by which all are called.
///
/// Binding a handle takes milliseconds at start-up, looking up a symbol next to nothing. So handles
/// are not bound to functions but to a number of arguments, all of them written as 64-bit integers.
/// On x86_64 and aarch64 an `int`, a `long` and a pointer travel in the same registers, and a
/// function looks at the registers and bits that it needs: those above its own arguments may hold
/// anything. Only the upper half of an `int` that comes back is undefined; [Frame] drops it.
///
/// No handle is `Linker.Option.critical`: one thread in a hung mount would stop the garbage
/// collector, and with it all others.
final class Libc {
  static final MemorySegment SYSCALL = find("syscall");

  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private Libc() {}

  /// The address of a function of the C library.
  static MemorySegment find(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function);
  }

  private static MethodHandle bind(int arguments, Linker.Option... options) {
    var layouts = new MemoryLayout[arguments];
    Arrays.fill(layouts, ValueLayout.JAVA_LONG);
    FunctionDescriptor descriptor = FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts);
    return Linker.nativeLinker().downcallHandle(descriptor, options);
  }

  // A class for each, so that each is bound when it is first used.

  /// Functions of up to three arguments.
  static final class Three {
    static final MethodHandle HANDLE = bind(3, ERRNO);
  }

  /// Functions of up to six arguments.
  static final class Six {
    static final MethodHandle HANDLE = bind(6, ERRNO);
  }

  /// Functions of up to six arguments, any but the first of which may be variadic: `openat`,
  /// `fcntl`, `ioctl`, `syscall`.
  static final class Variadic {
    static final MethodHandle HANDLE = bind(6, ERRNO, Linker.Option.firstVariadicArg(1));
  }
}
