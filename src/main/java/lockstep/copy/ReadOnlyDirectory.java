package lockstep.copy;

import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import lockstep.tree.UnchangingDirectory;
import org.jspecify.annotations.Nullable;

/// A directory that can be looked at only.
final class ReadOnlyDirectory extends UnchangingDirectory {
  private final Directory directory;

  ReadOnlyDirectory(Directory directory, RelativePath path) {
    super(path);
    this.directory = directory;
  }

  @Override
  public int descriptor() {
    return directory.descriptor();
  }

  @Override
  public Stat stat() throws TreeException {
    return directory.stat();
  }

  @Override
  public @Nullable AbsolutePath place() throws TreeException {
    return directory.place();
  }

  @Override
  public List<Entry> list() throws TreeException {
    return directory.list();
  }

  @Override
  public @Nullable Stat stat(byte[] name) throws TreeException {
    return directory.stat(name);
  }

  @Override
  public Directory open(byte[] name) throws TreeException {
    return new ReadOnlyDirectory(directory.open(name), path.resolve(name));
  }

  @Override
  public OpenFile openFile(byte[] name) throws TreeException {
    return directory.openFile(name);
  }

  @Override
  public byte[] readLink(byte[] name) throws TreeException {
    return directory.readLink(name);
  }

  @Override
  public Attributes attributes(byte[] name) throws TreeException {
    return directory.attributes(name);
  }

  @Override
  public Attributes attributes() throws TreeException {
    return directory.attributes();
  }

  @Override
  public void close() {
    directory.close();
  }
}
