package lockstep.tree;

import java.util.List;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// A directory some of whose links count as what they lead to, when it is read.
final class FollowingDirectory extends UnchangingDirectory {
  private final LinuxTree tree;
  private final LinuxDirectory directory;
  private final LinuxLinks links;
  private final boolean byLink;

  /// @param byLink whether a link led to it
  FollowingDirectory(LinuxTree tree, LinuxDirectory directory, LinuxLinks links, boolean byLink) {
    super(directory.path());
    this.tree = tree;
    this.directory = directory;
    this.links = links;
    this.byLink = byLink;
  }

  @Override
  public boolean isReachedByLink() {
    return byLink;
  }

  @Override
  public int descriptor() {
    return directory.descriptor();
  }

  @Override
  public Stat stat() throws TreeException {
    return directory.stat();
  }

  /// What a link leads to is not known from the listing.
  @Override
  public List<Entry> list() throws TreeException {
    return directory.list().stream()
        .map(entry -> entry.type() == FileType.SYMLINK ? new Entry(entry.name(), null) : entry)
        .toList();
  }

  @Override
  public @Nullable Stat stat(byte[] name) throws TreeException {
    Stat stat = directory.stat(name);
    if (stat == null || stat.type() != FileType.SYMLINK) {
      return stat;
    }
    Stat followed = links.followed(tree, directory, name);
    return followed == null ? stat : followed;
  }

  @Override
  public Directory open(byte[] name) throws TreeException {
    return tree.open(directory.pathOf(name));
  }

  @Override
  public OpenFile openFile(byte[] name) throws TreeException {
    return LinuxFile.open(directory, name, isFollowed(name));
  }

  @Override
  public Attributes attributes(byte[] name) throws TreeException {
    Stat stat = stat(name);
    boolean file = stat != null && stat.isRegular() && isFollowed(name);
    return file ? new OfFile(openFile(name)) : directory.attributes(name);
  }

  /// The attributes of a file that is opened for them.
  private record OfFile(OpenFile file) implements Attributes {
    @Override
    public List<byte[]> names() throws TreeException {
      return file.attributes().names();
    }

    @Override
    public byte @Nullable [] get(byte[] name) throws TreeException {
      return file.attributes().get(name);
    }

    @Override
    public void set(byte[] name, byte[] value) throws TreeException {
      file.attributes().set(name, value);
    }

    @Override
    public void remove(byte[] name) throws TreeException {
      file.attributes().remove(name);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  private boolean isFollowed(byte[] name) throws TreeException {
    Stat stat = directory.stat(name);
    return stat != null
        && stat.type() == FileType.SYMLINK
        && links.followed(tree, directory, name) != null;
  }

  @Override
  public @Nullable AbsolutePath place() throws TreeException {
    return directory.place();
  }

  @Override
  public Attributes attributes() {
    return directory.attributes();
  }

  @Override
  public byte[] readLink(byte[] name) throws TreeException {
    return directory.readLink(name);
  }

  @Override
  public void close() {
    directory.close();
  }
}
