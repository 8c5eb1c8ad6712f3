package lockstep.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Trees as text, in both directions.
///
/// A line is `PATH TYPE MODE @MTIME [UID:GID] [NAME=VALUE]… [: CONTENT]`, where a second name of an
/// inode is `PATH = PATH`. Types are `dir`, `file`, `link`, `fifo`, `socket`, `char` and `block`;
/// the content of a link is its text, that of a device its number.
final class TreeText {
  private TreeText() {}

  /// Makes what the text says, and the times of directories last.
  static void build(Tree tree, String text) throws TreeException {
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      make(tree, line.strip());
    }
    text.lines()
        .filter(line -> line.contains(" dir "))
        .forEach(line -> dress(tree, line.strip().split(" ")));
  }

  private static void make(Tree tree, String line) throws TreeException {
    String[] parts = line.split(" : ", 2);
    String[] words = parts[0].split(" ");
    RelativePath path = RelativePath.of(words[0].equals(".") ? "" : words[0]);
    if (path.isRoot()) {
      return;
    }
    byte[] content = parts.length > 1 ? parts[1].getBytes(ISO_8859_1) : new byte[0];
    try (Directory directory = tree.open(path.parent())) {
      make(tree, directory, path.name(), words, content);
    }
    if (!words[1].equals("=")) {
      dress(tree, words);
    }
  }

  private static void make(
      Tree tree, Directory directory, byte[] name, String[] words, byte[] content)
      throws TreeException {
    switch (words[1]) {
      case "=" -> {
        RelativePath other = RelativePath.of(words[2]);
        try (Directory from = tree.open(other.parent())) {
          from.link(other.name(), directory, name);
        }
      }
      case "dir" -> directory.makeDirectory(name, 0700);
      case "link" -> directory.makeSymlink(name, content);
      case "file" -> {
        try (OpenFile file = directory.create(name, 0600)) {
          file.write(ByteBuffer.wrap(content), 0);
        }
      }
      default ->
          directory.makeNode(
              name,
              type(words[1]),
              0600,
              content.length == 0 ? 0 : Long.parseLong(new String(content, ISO_8859_1)));
    }
  }

  private static FileType type(String word) {
    return Arrays.stream(FileType.values())
        .filter(type -> word(type).equals(word))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  private static String word(FileType type) {
    return switch (type) {
      case REGULAR -> "file";
      case DIRECTORY -> "dir";
      case SYMLINK -> "link";
      case FIFO -> "fifo";
      case SOCKET -> "socket";
      case CHARACTER_DEVICE -> "char";
      case BLOCK_DEVICE -> "block";
    };
  }

  private static void dress(Tree tree, String[] words) {
    RelativePath path = RelativePath.of(words[0].equals(".") ? "" : words[0]);
    try {
      if (path.isRoot()) {
        try (Directory root = tree.open(path)) {
          dress(new Inode.Itself(root), words);
        }
      } else {
        try (Directory directory = tree.open(path.parent())) {
          dress(new Inode.Named(directory, path.name()), words);
        }
      }
    } catch (TreeException e) {
      throw new AssertionError(String.join(" ", words), e);
    }
  }

  private static void dress(Inode inode, String[] words) throws TreeException {
    String mode = "";
    String time = "";
    for (String word : Arrays.asList(words).subList(2, words.length)) {
      if (word.startsWith("@")) {
        time = word;
      } else if (word.contains("=")) {
        String[] pair = word.split("=", 2);
        try (Directory.Attributes attributes = inode.attributes()) {
          attributes.set(pair[0].getBytes(ISO_8859_1), pair[1].getBytes(ISO_8859_1));
        }
      } else if (word.contains(":")) {
        String[] pair = word.split(":");
        inode.setOwner(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
      } else {
        mode = word;
      }
    }
    if (!mode.isEmpty() && !words[1].equals("link")) {
      inode.setMode(Integer.parseInt(mode, 8));
    }
    inode.setTime(time(time));
  }

  private static Timestamp time(String word) {
    String[] parts = word.substring(1).split("\\.");
    return new Timestamp(
        Long.parseLong(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
  }

  /// All that the tree holds, in the order of the paths.
  static String show(Tree tree) throws TreeException {
    var out = new StringBuilder();
    try (Directory root = tree.open(RelativePath.ROOT)) {
      line(out, ".", root.stat(), new Inode.Itself(root), root, null);
      show(out, RelativePath.ROOT, root, new HashMap<>());
    }
    return out.toString();
  }

  private static void show(
      StringBuilder out, RelativePath path, Directory directory, Map<Long, String> seen)
      throws TreeException {
    var names =
        directory.list().stream().map(Directory.Entry::name).sorted(Arrays::compareUnsigned);
    for (byte[] name : names.toList()) {
      RelativePath entry = path.resolve(name);
      Stat stat = directory.stat(name);
      if (stat == null) {
        throw new AssertionError(entry + " vanished");
      }
      String first = stat.isDirectory() ? null : seen.putIfAbsent(stat.inode(), entry.toString());
      if (first != null) {
        out.append(entry).append(" = ").append(first).append('\n');
        continue;
      }
      line(out, entry.toString(), stat, new Inode.Named(directory, name), directory, name);
      if (stat.isDirectory()) {
        try (Directory below = directory.open(name)) {
          show(out, entry, below, seen);
        }
      }
    }
  }

  private static void line(
      StringBuilder out,
      String path,
      Stat stat,
      Inode inode,
      Directory directory,
      byte @Nullable [] name)
      throws TreeException {
    out.append(path).append(' ').append(word(stat.type()));
    if (stat.type() != FileType.SYMLINK) {
      out.append(' ').append(Integer.toOctalString(stat.mode()));
    }
    out.append(" @").append(stat.mtime().seconds());
    if (stat.mtime().nanos() != 0) {
      out.append('.').append(stat.mtime().nanos());
    }
    if (stat.uid() != 0 || stat.gid() != 0) {
      out.append(' ').append(stat.uid()).append(':').append(stat.gid());
    }
    attributes(out, inode);
    if (name != null) {
      content(out, stat, directory, name);
    }
    out.append('\n');
  }

  private static void attributes(StringBuilder out, Inode inode) throws TreeException {
    try (Directory.Attributes attributes = inode.attributes()) {
      for (byte[] name : attributes.names().stream().sorted(Arrays::compareUnsigned).toList()) {
        byte[] value = attributes.get(name);
        if (value != null) {
          out.append(' ').append(new String(name, ISO_8859_1)).append('=').append(shown(value));
        }
      }
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.UNSUPPORTED) {
        throw e;
      }
    }
  }

  private static void content(StringBuilder out, Stat stat, Directory directory, byte[] name)
      throws TreeException {
    switch (stat.type()) {
      case REGULAR -> {
        String text = shown(read(directory, name));
        out.append(text.isEmpty() ? "" : " : " + text);
      }
      case SYMLINK -> out.append(" : ").append(new String(directory.readLink(name), ISO_8859_1));
      case CHARACTER_DEVICE, BLOCK_DEVICE -> out.append(" : ").append(stat.rdev());
      case DIRECTORY, FIFO, SOCKET -> {}
    }
  }

  static byte[] read(Directory directory, byte[] name) throws TreeException {
    try (OpenFile file = directory.openFile(name)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) file.stat().size());
      int read = 1;
      while (buffer.hasRemaining() && read > 0) {
        read = file.read(buffer, buffer.position());
      }
      return buffer.array();
    }
  }

  private static String shown(byte[] value) {
    String text = new String(value, ISO_8859_1);
    boolean plain = text.length() <= 60 && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return plain ? text : "#" + Arrays.hashCode(value);
  }
}
