package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Random calls on a tree, with what they answered as text; few names, so that they meet.
final class SimulatedCalls implements AutoCloseable {
  private static final int HELD = 4;

  private final Tree tree;
  private final Random random;
  private final Consumer<Directory> watch;
  private final List<OpenFile> files = new ArrayList<>();
  private final List<Directory> directories = new ArrayList<>();

  /// @param watch is shown each directory that was made, and the root first
  SimulatedCalls(Tree tree, Random random, Consumer<Directory> watch) throws TreeException {
    this.tree = tree;
    this.random = random;
    this.watch = watch;
    try (Directory root = tree.open(RelativePath.ROOT)) {
      root.setMode(0700);
      watch.accept(root);
    }
  }

  /// Makes a call.
  String next() {
    int call = random.nextInt(20);
    RelativePath path = path();
    RelativePath other = path();
    int number = random.nextInt(10);
    String what = call + " " + path + " " + other + " " + number + ": ";
    try {
      return what + run(call, path, other, number);
    } catch (TreeException e) {
      return what + e.reason();
    }
  }

  private RelativePath path() {
    RelativePath path = RelativePath.ROOT;
    int depth = random.nextInt(8) / 3 + 1; // 1 and 2 more often than 3
    for (int i = 0; i < depth; i++) {
      path = path.resolve(new byte[] {(byte) ('a' + random.nextInt(2))});
    }
    return path;
  }

  private String run(int call, RelativePath path, RelativePath other, int number)
      throws TreeException {
    try (Directory directory = tree.open(path.parent())) {
      byte[] name = path.name();
      switch (call) {
        case 0, 1, 2 -> makeDirectory(directory, name);
        case 3, 4 -> directory.create(name, 0640).close();
        case 5 -> append(directory, name);
        case 6 -> truncate(directory, name, number);
        case 7, 8 -> rename(directory, name, other);
        case 9 -> link(directory, name, other);
        case 10 -> directory.unlink(name);
        case 11 -> directory.removeDirectory(name);
        case 12 -> directory.makeSymlink(name, other.bytes());
        case 13 ->
            directory.makeNode(name, FileType.SOCKET, 0600, 0); // a FIFO would be opened, and told
        case 14 -> directory.setMode(name, 0700 + number);
        case 15 -> directory.setTime(name, new Timestamp(number, number));
        case 16 ->
            directory
                .attributes(name)
                .set("user.a".getBytes(StandardCharsets.US_ASCII), new byte[number]);
        case 17 -> hold(directories, directory.open(name));
        case 18 -> hold(files, directory.openForUpdate(name));
        default -> useHeld(number);
      }
      return text(directory.stat(name)) + " in " + text(directory.stat());
    }
  }

  private void makeDirectory(Directory directory, byte[] name) throws TreeException {
    directory.makeDirectory(name, 0750);
    try (Directory made = directory.open(name)) {
      watch.accept(made);
    }
  }

  private static void append(Directory directory, byte[] name) throws TreeException {
    try (OpenFile file = directory.openForUpdate(name)) {
      file.write(ByteBuffer.allocate(3), file.stat().size());
    }
  }

  private static void truncate(Directory directory, byte[] name, long size) throws TreeException {
    try (OpenFile file = directory.openForUpdate(name)) {
      file.truncate(size);
    }
  }

  private void rename(Directory directory, byte[] name, RelativePath other) throws TreeException {
    try (Directory to = tree.open(other.parent())) {
      directory.rename(name, to, other.name());
    }
  }

  private void link(Directory directory, byte[] name, RelativePath other) throws TreeException {
    try (Directory to = tree.open(other.parent())) {
      directory.link(name, to, other.name());
    }
  }

  private static <T extends AutoCloseable> void hold(List<T> held, T opened) {
    held.add(opened);
    if (held.size() > HELD) {
      closeFirst(held);
    }
  }

  private void useHeld(int number) throws TreeException {
    if (!directories.isEmpty()) {
      directories.getLast().setMode(0700 + number);
    }
    if (!files.isEmpty()) {
      files.getLast().write(ByteBuffer.allocate(1), number);
      files.getFirst().setMode(0600 + number);
      files.getFirst().truncate(number);
    }
  }

  private static void closeFirst(List<? extends AutoCloseable> held) {
    try {
      held.removeFirst().close();
    } catch (Exception e) {
      throw new IllegalStateException(e); // neither kind throws
    }
  }

  static boolean isDirectory(@Nullable Stat stat) {
    return stat != null && stat.isDirectory();
  }

  /// What must be the same everywhere.
  static String text(@Nullable Stat stat) {
    if (stat == null) {
      return "absent";
    }
    String size = stat.isDirectory() ? "" : " " + stat.size();
    return stat.type() + " " + Integer.toOctalString(stat.mode()) + size + " " + stat.links();
  }

  @Override
  public void close() {
    while (!files.isEmpty()) {
      closeFirst(files);
    }
    while (!directories.isEmpty()) {
      closeFirst(directories);
    }
  }
}
