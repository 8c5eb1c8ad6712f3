package lockstep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// All that can be seen of a tree, a [Look] for each entry. Times of the present are `now`.
final class TreeShape {
  /// The planned trees are of the seventies.
  private static final long PRESENT = 1_500_000_000;

  private final boolean links;
  private final boolean holes;
  private final Map<String, Look> looks = new TreeMap<>();
  private final Map<Long, String> inodes = new HashMap<>();

  private TreeShape(boolean links, boolean holes) {
    this.links = links;
    this.holes = holes;
  }

  /// @param older a tree whose inodes may be shared
  /// @param links whether it matters which names are names of one inode
  /// @param holes whether it matters if a large file has holes
  static Map<String, Look> of(Tree tree, Tree older, boolean links, boolean holes)
      throws TreeException {
    var shape = new TreeShape(links, holes);
    if (links) {
      try (Directory root = older.open(RelativePath.ROOT)) {
        shape.walk(root, RelativePath.of("older"));
        shape.looks.clear();
      }
    }
    try (Directory root = tree.open(RelativePath.ROOT)) {
      shape.looks.put(".", shape.look(root.stat(), extended(root.attributes()), "", ""));
      shape.walk(root, RelativePath.ROOT);
    }
    return shape.looks;
  }

  private void walk(Directory directory, RelativePath path) throws TreeException {
    var names =
        directory.list().stream().map(Directory.Entry::name).sorted(Arrays::compareUnsigned);
    for (byte[] name : names.toList()) {
      RelativePath child = path.resolve(name);
      String text = Printable.of(child.bytes());
      Stat stat = directory.stat(name);
      if (stat == null) {
        continue;
      }
      looks.put(text, look(directory, name, stat, text));
      if (stat.isDirectory()) {
        try (Directory below = directory.open(name)) {
          walk(below, child);
        }
      }
    }
  }

  private Look look(Directory directory, byte[] name, Stat stat, String text) throws TreeException {
    String content =
        switch (stat.type()) {
          case REGULAR -> content(directory, name, stat);
          case SYMLINK -> Printable.of(directory.readLink(name));
          case CHARACTER_DEVICE, BLOCK_DEVICE -> String.valueOf(stat.rdev());
          case DIRECTORY, FIFO, SOCKET -> "";
        };
    return look(stat, extended(directory.attributes(name)), links(stat, text), content);
  }

  private String links(Stat stat, String text) {
    if (!links || stat.links() < 2 || stat.isDirectory()) {
      return "";
    }
    String first = inodes.putIfAbsent(stat.inode(), text);
    return " links " + stat.links() + (first == null ? "" : " = " + first);
  }

  private Look look(Stat stat, Map<String, String> extended, String links, String content) {
    boolean holey = stat.isRegular() && stat.size() > 500_000 && stat.blocks() * 512 < stat.size();
    return new Look(
        stat.type().name(),
        stat.type() == FileType.SYMLINK ? "" : Integer.toOctalString(stat.mode()),
        String.valueOf(stat.uid()),
        String.valueOf(stat.gid()),
        stat.mtime().seconds() > PRESENT
            ? "now"
            : "@" + stat.mtime().seconds() + "." + stat.mtime().nanos(),
        holes && holey ? " holes" : "",
        extended,
        links,
        content);
  }

  private static Map<String, String> extended(Directory.Attributes of) throws TreeException {
    var values = new TreeMap<String, String>();
    try (of) {
      for (byte[] name : of.names()) {
        values.put(new String(name, ISO_8859_1), HexFormat.of().formatHex(of.get(name)));
      }
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.UNSUPPORTED) {
        throw e;
      }
    }
    return values;
  }

  private static String content(Directory directory, byte[] name, Stat stat) throws TreeException {
    var content = ByteBuffer.allocate((int) stat.size());
    try (OpenFile file = directory.openFile(name)) {
      int read = 1;
      while (content.hasRemaining() && read > 0) {
        read = file.read(content, content.position());
      }
    }
    return stat.size() + " " + Arrays.hashCode(content.array());
  }
}
