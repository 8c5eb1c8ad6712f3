package lockstep;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lockstep.event.AbsolutePath;

/// Where the control socket of a daemon is: a name that follows from its configuration file, in a
/// directory that follows from the user.
///
/// The daemon and the program that asks it come to the same place independently.
final class ControlPlace {
  static final String SUFFIX = ".sock";

  private static final String SYSTEM = "/run/lockstep";

  /// So much of a file's name is kept, for people; the rest of the socket's name tells files apart.
  private static final int LONGEST_NAME = 32;

  /// `sun_path` has 108 bytes, the last one a NUL.
  private static final int LONGEST_PATH = 107;

  private ControlPlace() {}

  /// The directories that a daemon of this user may have its socket in, the best one first.
  static List<Path> directories(Map<String, String> environment, int user) {
    var directories = new ArrayList<Path>();
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (user != 0 && runtime.startsWith("/")) {
      directories.add(Path.of(runtime, "lockstep"));
    }
    directories.add(
        Path.of(SYSTEM)); // systemd makes it for the user of a unit with RuntimeDirectory=
    return directories;
  }

  /// The socket for a configuration file.
  ///
  /// @param config its real path
  static Path of(Path directory, AbsolutePath config) {
    byte[] path = config.bytes();
    int slash = path.length - 1;
    while (path[slash] != '/') {
      slash--;
    }
    String hash = hash(path);
    String name = legible(Arrays.copyOfRange(path, slash + 1, path.length));
    Path socket = directory.resolve(name + "-" + hash + SUFFIX);
    boolean fits = socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    return fits ? socket : directory.resolve(hash + SUFFIX);
  }

  /// The socket of a daemon whose syncs are those of its command line.
  static Path ofProcess(Path directory, long pid) {
    return directory.resolve("process-" + pid + SUFFIX);
  }

  private static String legible(byte[] name) {
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(name.length, LONGEST_NAME); i++) {
      char c = (char) Byte.toUnsignedInt(name[i]);
      boolean plain = c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
      text.append(plain ? c : '_');
    }
    return text.toString();
  }

  /// FNV-1a: the names of one user's files need no strong hash, which would cost each start ten
  /// milliseconds.
  static String hash(byte[] path) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : path) {
      hash = (hash ^ Byte.toUnsignedInt(b)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
