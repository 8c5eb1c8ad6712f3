package lockstep.copy;

import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import lockstep.tree.UnchangingDirectory;
import org.jspecify.annotations.Nullable;

/// A directory that the target does not have yet, and that would be empty once it was made.
final class VacantDirectory extends UnchangingDirectory {
  private static final Timestamp NEVER = new Timestamp(0, 0);
  private static final Stat NEW =
      new Stat(FileType.DIRECTORY, 0700, 0, 0, 0, 0, NEVER, NEVER, 0, 0, 2, 0, 0);

  VacantDirectory(RelativePath path) {
    super(path);
  }

  @Override
  public int descriptor() {
    return -1;
  }

  @Override
  public Stat stat() {
    return NEW;
  }

  @Override
  public @Nullable AbsolutePath place() {
    return null;
  }

  @Override
  public List<Entry> list() {
    return List.of();
  }

  @Override
  public @Nullable Stat stat(byte[] name) {
    return null;
  }

  private TreeException absent(byte[] name) {
    return new TreeException(
        TreeException.Reason.ABSENT, "/" + path.resolve(name) + ": not there yet");
  }

  @Override
  public Directory open(byte[] name) throws TreeException {
    throw absent(name);
  }

  @Override
  public OpenFile openFile(byte[] name) throws TreeException {
    throw absent(name);
  }

  @Override
  public byte[] readLink(byte[] name) throws TreeException {
    throw absent(name);
  }

  @Override
  public Attributes attributes(byte[] name) throws TreeException {
    throw absent(name);
  }

  @Override
  public Attributes attributes() {
    return new None();
  }

  @Override
  public void close() {}

  private static final class None implements Attributes {
    @Override
    public List<byte[]> names() {
      return List.of();
    }

    @Override
    public byte @Nullable [] get(byte[] name) {
      return null;
    }

    @Override
    public void set(byte[] name, byte[] value) throws TreeException {
      throw new TreeException(TreeException.Reason.READ_ONLY, "a rehearsal changes nothing");
    }

    @Override
    public void remove(byte[] name) {}

    @Override
    public void close() {}
  }
}
