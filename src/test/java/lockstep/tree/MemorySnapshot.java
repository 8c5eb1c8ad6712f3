package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import lockstep.event.Printable;
import lockstep.event.RelativePath;

/// Renders a tree as text, a line for each entry in the order of their paths, so that a comparison
/// of two shows the difference.
///
/// A line is `PATH TYPE MODE UID:GID SIZE CONTENT MTIME XATTRS = OTHER-NAME`, as far as each
/// applies; short text is shown, other content as a number.
public final class MemorySnapshot {
  /// What a comparison may leave out.
  public enum Aspect {
    MODE,
    OWNER,
    CONTENT,
    TIME,
    XATTRS,
    HARD_LINKS
  }

  /// Content up to this size is shown itself, if it is text: what fits a line.
  private static final int SHORT = 40;

  private final MemoryFileSystem fs;
  private final Set<Aspect> aspects = EnumSet.allOf(Aspect.class);
  private RelativePath top = RelativePath.ROOT;
  private Predicate<RelativePath> included = _ -> true;

  MemorySnapshot(MemoryFileSystem fs) {
    this.fs = fs;
  }

  /// Shows this directory, with paths from it.
  public MemorySnapshot of(RelativePath directory) {
    top = directory;
    return this;
  }

  public MemorySnapshot without(Aspect... left) {
    Set.of(left).forEach(aspects::remove);
    return this;
  }

  /// Shows only what this is true for; what is below an excluded directory is asked too.
  public MemorySnapshot including(Predicate<RelativePath> filter) {
    included = filter;
    return this;
  }

  /// The text, with a line end after each line.
  public String text() {
    synchronized (fs) {
      var lines = new StringBuilder();
      var found = new TreeMap<RelativePath, MemoryInode>();
      collect(RelativePath.ROOT, fs.directory(fs.root(), top), found);
      var first = new TreeMap<Long, RelativePath>();
      found.forEach((path, inode) -> line(lines, path, inode, first));
      return lines.toString();
    }
  }

  private void collect(
      RelativePath path, MemoryInode inode, TreeMap<RelativePath, MemoryInode> found) {
    if (included.test(path)) {
      found.put(path, inode);
    }
    inode.entries.forEach((name, link) -> collect(path.resolve(name), link.inode, found));
  }

  private void line(
      StringBuilder out, RelativePath path, MemoryInode inode, TreeMap<Long, RelativePath> first) {
    out.append(path.isRoot() ? "." : path.toString()).append(' ').append(inode.type);
    boolean symlink = inode.type == FileType.SYMLINK;
    if (aspects.contains(Aspect.MODE) && !symlink) {
      out.append(' ').append(Integer.toOctalString(inode.mode));
    }
    if (aspects.contains(Aspect.OWNER)) {
      out.append(' ').append(inode.uid).append(':').append(inode.gid);
    }
    if (symlink) {
      out.append(" -> ").append(Printable.of(inode.content.bytes()));
    } else if (inode.type == FileType.REGULAR && aspects.contains(Aspect.CONTENT)) {
      out.append(' ').append(inode.content.size()).append(' ').append(content(inode.content));
    } else if (inode.rdev != 0) {
      out.append(" device ").append(Long.toHexString(inode.rdev));
    }
    if (aspects.contains(Aspect.TIME)) {
      out.append(' ')
          .append(inode.mtime.seconds())
          .append('.')
          .append("%09d".formatted(inode.mtime.nanos()));
    }
    if (aspects.contains(Aspect.XATTRS)) {
      inode.xattrs.forEach(
          (name, value) ->
              out.append(' ')
                  .append(Printable.of(name))
                  .append('=')
                  .append(HexFormat.of().formatHex(value)));
    }
    RelativePath other = inode.isDirectory() ? null : first.putIfAbsent(inode.number, path);
    if (other != null && aspects.contains(Aspect.HARD_LINKS)) {
      out.append(" = ").append(other);
    }
    out.append('\n');
  }

  private static String content(MemoryContent content) {
    if (content.size() <= SHORT) {
      String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
      if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        return '"' + text + '"';
      }
    }
    return HexFormat.of().toHexDigits(content.digest());
  }
}
