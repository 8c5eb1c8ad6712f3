import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Waits for files to be put or written in directories, by `inotify(7)`: waiting takes no processor
/// from what is measured, and ends within microseconds.
final class Arrivals implements AutoCloseable {
  private static final int CLOSE_WRITE_OR_MOVED_TO = 0x8 | 0x80;
  private static final int NONBLOCK = 0x800;
  private static final short POLLIN = 1;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int BUFFER = 64 * 1024;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final MethodHandle INIT = bind("inotify_init1", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle ADD =
      bind("inotify_add_watch", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
  private static final MethodHandle READ =
      bind("read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle POLL =
      bind("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
  private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(INT, INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(BUFFER, 8);
  private final MemorySegment waiting = arena.allocate(8, 4);
  private final int inotify;

  Arrivals() throws IOException {
    inotify = (int) call(INIT, NONBLOCK);
    waiting.set(INT, 0, inotify);
    waiting.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
  }

  private static MethodHandle bind(String function, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), descriptor);
  }

  private static long call(MethodHandle function, Object... arguments) throws IOException {
    try {
      long result = ((Number) function.invokeWithArguments(arguments)).longValue();
      if (result < 0 && function != READ) {
        throw new IOException("a system call failed");
      }
      return result;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void watch(Path directory) throws IOException {
    MemorySegment path = arena.allocateFrom(directory.toString());
    call(ADD, inotify, path, CLOSE_WRITE_OR_MOVED_TO);
  }

  /// Drops what has arrived so far.
  void forget() throws IOException {
    while (call(READ, inotify, buffer, (long) BUFFER) > 0) {}
  }

  void await() throws IOException {
    if (call(POLL, waiting, 1L, PATIENCE_MILLIS) == 0) {
      throw new IOException("nothing arrived within a minute");
    }
    forget();
  }

  @Override
  public void close() throws IOException {
    call(CLOSE, inotify);
    arena.close();
  }
}
