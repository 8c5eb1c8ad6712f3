package lockstep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Processes;
import lockstep.tree.Directory;
import lockstep.tree.LinuxTree;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Remembers from run to run at which mount point each source and target lay: a small file for
/// each, in the state directory, or where that cannot be used in the one for sockets.
final class MountMemory {
  private static final int OWNER_ONLY = 0600;

  private final List<Path> directories;
  private boolean warned;

  MountMemory(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  static MountMemory of(Map<String, String> environment, int user) {
    return new MountMemory(directories(environment, user));
  }

  /// The best directory first.
  static List<Path> directories(Map<String, String> environment, int user) {
    var directories = new ArrayList<Path>();
    String given = environment.getOrDefault("STATE_DIRECTORY", "").split(":", 2)[0];
    String home = environment.getOrDefault("HOME", "");
    String state =
        environment.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
    if (given.startsWith("/")) {
      directories.add(Path.of(given));
    } else if (user == 0) {
      directories.add(Path.of("/var/lib/lockstep"));
    } else if (state.startsWith("/")) {
      directories.add(Path.of(state, "lockstep"));
    }
    directories.addAll(ControlPlace.directories(environment, user));
    return directories;
  }

  /// The mount point at which `root` lay; null if that is not known.
  synchronized @Nullable AbsolutePath recall(AbsolutePath root) {
    for (Path directory : directories) {
      byte[] content = read(directory, name(root));
      int length = root.bytes().length;
      boolean ours =
          content.length > length + 1
              && content[length] == 0
              && content[length + 1] == '/'
              && Arrays.equals(Arrays.copyOf(content, length), root.bytes());
      if (ours) {
        return AbsolutePath.of(Arrays.copyOfRange(content, length + 1, content.length));
      }
    }
    return null;
  }

  private static byte[] read(Path path, byte[] name) {
    if (!ControlDirectory.isOurs(path)) {
      return new byte[0];
    }
    try (LinuxTree tree = open(path);
        Directory directory = tree.open(RelativePath.ROOT);
        OpenFile file = directory.openFile(name)) {
      var buffer = ByteBuffer.allocateDirect(2 * Roots.PATH_MAX + 1);
      int length = file.read(buffer, 0);
      var content = new byte[Math.max(0, length)];
      buffer.get(0, content);
      return content;
    } catch (TreeException _) {
      return new byte[0]; // not there, or of no use: then nothing is known
    }
  }

  /// @param point null if it lies on no mount but the machine's root
  synchronized void remember(AbsolutePath root, @Nullable AbsolutePath point) {
    if (Objects.equals(point, recall(root))) {
      return;
    }
    IOException why = null;
    for (Path directory : directories) {
      forget(directory, name(root));
    }
    for (Path directory : directories) {
      try {
        if (point == null || ControlDirectory.prepare(directory) && write(directory, root, point)) {
          return;
        }
      } catch (TreeException e) {
        why = e;
      }
    }
    if (!warned) {
      warned = true;
      Log.WARN.warn(
          "cannot remember what is mounted, for the next start: {}: {}",
          directories.getFirst(),
          why == null ? "it cannot be used" : why.getMessage());
    }
  }

  private static void forget(Path path, byte[] name) {
    try (LinuxTree tree = open(path);
        Directory directory = tree.open(RelativePath.ROOT)) {
      directory.unlink(name);
    } catch (TreeException _) {
      // it is not there, or cannot be changed; what is written next tells
    }
  }

  private static boolean write(Path path, AbsolutePath root, AbsolutePath point)
      throws TreeException {
    byte[] name = name(root);
    byte[] draft = ascii(".mount." + Processes.getpid());
    byte[] start = root.bytes();
    byte[] end = point.bytes();
    var content = ByteBuffer.allocateDirect(start.length + 1 + end.length);
    content.put(start).put((byte) 0).put(end).flip();
    try (LinuxTree tree = open(path);
        Directory directory = tree.open(RelativePath.ROOT)) {
      try (OpenFile file = directory.create(draft, OWNER_ONLY)) {
        file.write(content, 0);
      }
      directory.rename(draft, directory, name);
      return true;
    }
  }

  private static LinuxTree open(Path path) throws TreeException {
    return LinuxTree.open(AbsolutePath.of(path.toString()));
  }

  private static byte[] name(AbsolutePath root) {
    return ascii("mount-" + ControlPlace.hash(root.bytes()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
