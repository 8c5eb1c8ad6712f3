package lockstep.tree;

import lockstep.event.RelativePath;

/// A directory that refuses every change. Nobody asks for one: this is for our own mistakes.
public abstract class UnchangingDirectory implements Directory {
  protected final RelativePath path;

  protected UnchangingDirectory(RelativePath path) {
    this.path = path;
  }

  private TreeException refusal() {
    return new TreeException(
        TreeException.Reason.READ_ONLY, "/" + path + ": nothing is changed here");
  }

  @Override
  public OpenFile openForUpdate(byte[] name) throws TreeException {
    throw refusal();
  }

  @Override
  public OpenFile create(byte[] name, int mode) throws TreeException {
    throw refusal();
  }

  @Override
  public void makeDirectory(byte[] name, int mode) throws TreeException {
    throw refusal();
  }

  @Override
  public void makeSymlink(byte[] name, byte[] target) throws TreeException {
    throw refusal();
  }

  @Override
  public void makeNode(byte[] name, FileType type, int mode, long rdev) throws TreeException {
    throw refusal();
  }

  @Override
  public void link(byte[] name, Directory to, byte[] newName) throws TreeException {
    throw refusal();
  }

  @Override
  public void rename(byte[] name, Directory to, byte[] newName) throws TreeException {
    throw refusal();
  }

  @Override
  public void unlink(byte[] name) throws TreeException {
    throw refusal();
  }

  @Override
  public void removeDirectory(byte[] name) throws TreeException {
    throw refusal();
  }

  @Override
  public void setOwner(byte[] name, int uid, int gid) throws TreeException {
    throw refusal();
  }

  @Override
  public void setMode(byte[] name, int mode) throws TreeException {
    throw refusal();
  }

  @Override
  public void setTime(byte[] name, Timestamp mtime) throws TreeException {
    throw refusal();
  }

  @Override
  public void setOwner(int uid, int gid) throws TreeException {
    throw refusal();
  }

  @Override
  public void setMode(int mode) throws TreeException {
    throw refusal();
  }

  @Override
  public void setTime(Timestamp mtime) throws TreeException {
    throw refusal();
  }
}
