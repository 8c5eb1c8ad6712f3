package lockstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Starting a program with `posix_spawn(3)`: arguments, environment and paths are bytes.
///
/// The child begins with no signal blocked and with SIGPIPE at its default: the virtual machine
/// blocks some, and systemd's services ignore that one.
public final class Spawn {
  /// The child leads a session of its own.
  public static final int POSIX_SPAWN_SETSID = 0x80;

  private static final int POSIX_SPAWN_SETSIGDEF = 4;
  private static final int POSIX_SPAWN_SETSIGMASK = 8;
  private static final int SIGPIPE = 13;

  // Sizes in glibc: 80, 336 and 128 bytes. Some more does no harm.
  private static final int FILE_ACTIONS = 512;
  private static final int ATTRIBUTES = 1024;
  private static final int SIGNALS = 1024;

  private static final MemorySegment SPAWN = Libc.find("posix_spawn");
  private static final MemorySegment SPAWNP = Libc.find("posix_spawnp");
  private static final MemorySegment ACTIONS_INIT = Libc.find("posix_spawn_file_actions_init");
  private static final MemorySegment ACTIONS_DESTROY =
      Libc.find("posix_spawn_file_actions_destroy");
  private static final MemorySegment ADD_DUP2 = Libc.find("posix_spawn_file_actions_adddup2");
  private static final MemorySegment ADD_OPEN = Libc.find("posix_spawn_file_actions_addopen");
  private static final MemorySegment ADD_CLOSE = Libc.find("posix_spawn_file_actions_addclose");
  private static final MemorySegment ATTRIBUTES_INIT = Libc.find("posix_spawnattr_init");
  private static final MemorySegment SET_FLAGS = Libc.find("posix_spawnattr_setflags");
  private static final MemorySegment SET_DEFAULT = Libc.find("posix_spawnattr_setsigdefault");
  private static final MemorySegment SET_MASK = Libc.find("posix_spawnattr_setsigmask");
  private static final MemorySegment SIGNALS_CLEAR = Libc.find("sigemptyset");
  private static final MemorySegment SIGNALS_ADD = Libc.find("sigaddset");

  private Spawn() {}

  /// What is done to the child's descriptors before the program runs, in order.
  public sealed interface FileAction {
    record Dup2(int fd, int newFd) implements FileAction {}

    record Open(int fd, byte[] path, int flags, int mode) implements FileAction {}

    record Close(int fd) implements FileAction {}
  }

  /// Starts the program at `path`.
  ///
  /// @param environment strings `NAME=value`
  /// @param flags such as [#POSIX_SPAWN_SETSID]
  /// @return the child's process id, or a negative errno; ENOENT, EACCES and so on also where the
  ///   program could not be run
  public static int posix_spawn(
      byte[] path,
      List<FileAction> actions,
      int flags,
      List<byte[]> arguments,
      List<byte[]> environment) {
    return spawn(SPAWN, path, actions, flags, arguments, environment);
  }

  /// The same, but a path without a slash is looked up in the PATH of this process.
  public static int posix_spawnp(
      byte[] path,
      List<FileAction> actions,
      int flags,
      List<byte[]> arguments,
      List<byte[]> environment) {
    return spawn(SPAWNP, path, actions, flags, arguments, environment);
  }

  private static int spawn(
      MemorySegment function,
      byte[] path,
      List<FileAction> actions,
      int flags,
      List<byte[]> arguments,
      List<byte[]> environment) {
    Frame frame = Frame.current();
    try (Arena arena = Arena.ofConfined()) {
      long fileActions = arena.allocate(FILE_ACTIONS, 16).address();
      int error = fileActions(frame, arena, fileActions, actions);
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      if (error == 0) {
        long attributes = attributes(frame, arena, flags);
        long program = string(arena, path);
        long argv = strings(arena, arguments);
        long envp = strings(arena, environment);
        error = frame.call(function, pid.address(), program, fileActions, attributes, argv, envp);
      }
      frame.call(ACTIONS_DESTROY, fileActions);
      // These functions return an errno instead of setting it.
      return error == 0 ? pid.get(ValueLayout.JAVA_INT, 0) : -error;
    }
  }

  private static int fileActions(Frame frame, Arena arena, long to, List<FileAction> actions) {
    int error = frame.call(ACTIONS_INIT, to);
    for (FileAction action : actions) {
      if (error == 0) {
        error =
            switch (action) {
              case FileAction.Dup2(int fd, int newFd) -> frame.call(ADD_DUP2, to, fd, newFd);
              case FileAction.Open(int fd, byte[] path, int flags, int mode) ->
                  frame.call(ADD_OPEN, to, fd, string(arena, path), flags, mode);
              case FileAction.Close(int fd) -> frame.call(ADD_CLOSE, to, fd);
            };
      }
    }
    return error;
  }

  /// The attributes, which need no destruction (glibc and musl keep all in the structure).
  private static long attributes(Frame frame, Arena arena, int flags) {
    long attributes = arena.allocate(ATTRIBUTES, 16).address();
    long signals = arena.allocate(SIGNALS, 16).address();
    frame.call(ATTRIBUTES_INIT, attributes);
    frame.call(SET_FLAGS, attributes, flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    frame.call(SIGNALS_CLEAR, signals);
    frame.call(SET_MASK, attributes, signals);
    frame.call(SIGNALS_ADD, signals, SIGPIPE);
    frame.call(SET_DEFAULT, attributes, signals);
    return attributes;
  }

  private static long string(Arena arena, byte[] bytes) {
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, string, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return string.address();
  }

  private static long strings(Arena arena, List<byte[]> strings) {
    MemorySegment array = arena.allocate(ValueLayout.JAVA_LONG, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      array.setAtIndex(ValueLayout.JAVA_LONG, i, string(arena, strings.get(i)));
    }
    return array.address();
  }
}
