package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.linux.Entries;
import lockstep.linux.Errno;
import lockstep.linux.Processes;
import lockstep.linux.Statx;
import org.jspecify.annotations.Nullable;

/// Opens the control socket at the place that was configured, or in the first directory that can be
/// trusted with it.
final class ControlDirectory {
  private static final int OWNER_ONLY = 0700;
  private static final int WRITABLE_BY_OTHERS = 022;

  private ControlDirectory() {}

  /// A socket at a configured place has a link to it at the usual one, so that who asks finds it
  /// without running the configuration file.
  ///
  /// @param configured `settings.controlSocket`
  /// @param socket the path of the socket in a directory
  /// @return null if there is no place for it, of which the operator is warned: the daemon can work
  ///   without
  /// @throws ConfigurationException if another daemon answers there, or the configured place cannot
  ///   be used
  static @Nullable ControlSocket open(
      @Nullable AbsolutePath configured, List<Path> directories, UnaryOperator<Path> socket)
      throws ConfigurationException {
    if (configured != null) {
      return at(configured, directories.stream().filter(ControlDirectory::prepare).map(socket));
    }
    String why = "";
    for (Path directory : directories) {
      if (!prepare(directory)) {
        why += "; " + directory + " cannot be used";
        continue;
      }
      try {
        Path place = socket.apply(directory);
        if (isLink(place)) {
          clear(place);
        }
        return ControlSocket.open(place);
      } catch (IOException e) {
        why += "; " + directory + ": " + e.getMessage();
      }
    }
    Log.WARN.warn(
        "There is no control socket, so status and wait will not find this daemon{}"
            + " (XDG_RUNTIME_DIR or the setting controlSocket can name a place)",
        why);
    return null;
  }

  /// @param places the usual ones, of which the first gets the link
  private static ControlSocket at(AbsolutePath configured, Stream<Path> places)
      throws ConfigurationException {
    requireDirectory(configured);
    Optional<Path> usual = places.findFirst();
    try {
      if (usual.isPresent()) {
        clear(usual.get());
      }
      ControlSocket opened = ControlSocket.open(path(configured));
      usual.ifPresent(place -> link(configured, bytes(place)));
      return opened;
    } catch (IOException | InvalidPathException e) {
      throw new ConfigurationException("controlSocket " + configured + ": " + e.getMessage());
    }
  }

  private static void requireDirectory(AbsolutePath configured) throws ConfigurationException {
    byte[] path = configured.bytes();
    int end = path.length;
    while (path[end - 1] != '/') {
      end--;
    }
    byte[] directory = Arrays.copyOf(path, end);
    int error = Statx.current().statx(AT_FDCWD, directory, 0);
    if (error != 0) {
      throw new ConfigurationException(
          "controlSocket %s: the directory %s: %s"
              .formatted(configured, Printable.of(directory), Errno.text(error)));
    }
  }

  private static boolean isLink(Path place) {
    Statx stat = Statx.current();
    return stat.statx(AT_FDCWD, bytes(place), Statx.AT_SYMLINK_NOFOLLOW) == 0
        && (stat.mode() & Statx.S_IFMT) == Statx.S_IFLNK;
  }

  /// Removes an older link, or a socket that was left behind. Before the configuration named
  /// another socket, or none, a daemon may have been started with it that still runs.
  ///
  /// @throws ConfigurationException if one answers there
  private static void clear(Path place) throws ConfigurationException {
    int error = ControlClient.probe(place);
    if (error == 0 || error == -Errno.EAGAIN) {
      throw ControlSocket.taken(place);
    }
    Entries.unlinkat(AT_FDCWD, bytes(place), 0);
  }

  private static void link(AbsolutePath configured, byte[] link) {
    if (Arrays.equals(configured.bytes(), link)) {
      return;
    }
    int error = Entries.symlinkat(configured.bytes(), AT_FDCWD, link);
    if (error != 0) {
      Log.WARN.warn("status and wait will not find this daemon: {}", Errno.text(error));
    }
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Java's sockets take text: only a path that is some can be used.
  private static Path path(AbsolutePath configured) throws ConfigurationException {
    String text = new String(configured.bytes(), StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), configured.bytes())) {
      throw new ConfigurationException("controlSocket " + configured + ": the path is not UTF-8");
    }
    return Path.of(text);
  }

  /// Makes the directory if it is missing. Whether it is ours alone.
  static boolean prepare(Path path) {
    Entries.mkdirat(AT_FDCWD, bytes(path), OWNER_ONLY);
    return isOurs(path);
  }

  /// Whether it is a directory that nobody else can change.
  static boolean isOurs(Path path) {
    byte[] directory = bytes(path);
    Statx stat = Statx.current();
    return stat.statx(AT_FDCWD, directory, Statx.AT_SYMLINK_NOFOLLOW) == 0
        && (stat.mode() & Statx.S_IFMT) == Statx.S_IFDIR
        && stat.uid() == Processes.geteuid()
        && (stat.mode() & WRITABLE_BY_OTHERS) == 0;
  }
}
