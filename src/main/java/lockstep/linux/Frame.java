package lockstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/// One thread's memory for calls: its errno, two paths and a structure, used again by each call;
/// and the calls themselves.
///
/// A call answers with what the C function returned, or the negative errno where that returned -1.
final class Frame {
  /// Longest path that the kernel takes, with its NUL (`PATH_MAX`).
  static final int PATH_MAX = 4096;

  private static final int STRUCTURE = 512;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));
  private static final ThreadLocal<Frame> CURRENT = ThreadLocal.withInitial(Frame::new);

  /// Room for the structure, or structures, of one call.
  final MemorySegment structure;

  private final MemorySegment state;
  private final MemorySegment first;
  private final MemorySegment second;

  private Frame() {
    Arena arena = Arena.ofAuto();
    state = arena.allocate(STATE);
    structure = arena.allocate(STRUCTURE, 16);
    first = arena.allocate(PATH_MAX + 1L);
    second = arena.allocate(PATH_MAX + 1L);
  }

  static Frame current() {
    return CURRENT.get();
  }

  /// The address of a string with these bytes, until the next `path`.
  ///
  /// A longer one is cut to 4,096 bytes, which is too long for the kernel too: it answers
  /// ENAMETOOLONG.
  long path(byte[] bytes) {
    return string(bytes, first);
  }

  /// The same for the second path of a call.
  long secondPath(byte[] bytes) {
    return string(bytes, second);
  }

  /// The memory of the second path, [#PATH_MAX] bytes, for a call that answers with a path.
  MemorySegment secondPath() {
    return second;
  }

  private static long string(byte[] bytes, MemorySegment into) {
    int length = Math.min(bytes.length, PATH_MAX);
    MemorySegment.copy(bytes, 0, into, ValueLayout.JAVA_BYTE, 0, length);
    into.set(ValueLayout.JAVA_BYTE, length, (byte) 0);
    return into.address();
  }

  /// The address of the byte at the position of a direct buffer.
  static long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("not a direct buffer");
    }
    return MemorySegment.ofBuffer(direct).address();
  }

  int call(MemorySegment function, long a) {
    return call(function, a, 0, 0);
  }

  int call(MemorySegment function, long a, long b) {
    return call(function, a, b, 0);
  }

  int call(MemorySegment function, long a, long b, long c) {
    return result(callLong(function, a, b, c));
  }

  int call(MemorySegment function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0);
  }

  int call(MemorySegment function, long a, long b, long c, long d, long e) {
    return call(function, a, b, c, d, e, 0);
  }

  int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return result((long) Libc.Six.HANDLE.invokeExact(function, state, a, b, c, d, e, f));
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /// The same for the few functions whose result takes 64 bits; -1 is left as it is (see [#errno]).
  long callLong(MemorySegment function, long a, long b, long c) {
    try {
      return (long) Libc.Three.HANDLE.invokeExact(function, state, a, b, c);
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /// Calls a function that is declared with `...`.
  int callVariadic(MemorySegment function, long a, long b, long c) {
    return callVariadic(function, a, b, c, 0, 0, 0);
  }

  int callVariadic(MemorySegment function, long a, long b, long c, long d) {
    return callVariadic(function, a, b, c, d, 0, 0);
  }

  private int callVariadic(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    MethodHandle handle = Libc.Variadic.HANDLE;
    try {
      return result((long) handle.invokeExact(function, state, a, b, c, d, e, f));
    } catch (Throwable t) {
      throw impossible(t);
    }
  }

  /// A system call that the C library may not know by name. What the call does not take is 0.
  int syscall(long number, long a, long b, long c, long d, long e) {
    return callVariadic(Libc.SYSCALL, number, a, b, c, d, e);
  }

  /// What the last call left in errno.
  int errno() {
    return state.get(ValueLayout.JAVA_INT, ERRNO);
  }

  private int result(long returned) {
    int result = (int) returned;
    return result == -1 ? -errno() : result;
  }

  /// Native code throws nothing; what arrives here comes from the Java side of a call, such as a
  /// lack of memory.
  private static Error impossible(Throwable e) {
    return e instanceof Error error ? error : new AssertionError(e);
  }
}
