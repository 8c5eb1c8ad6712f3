package lockstep.copy;

import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;

/// A directory that refuses every change. A rehearsal asks for none: this is for our own mistakes.
abstract sealed class UnchangingDirectory implements Directory
    permits ReadOnlyDirectory, VacantDirectory {
  final RelativePath path;

  UnchangingDirectory(RelativePath path) {
    this.path = path;
  }

  private TreeException refusal() {
    return new TreeException(
        TreeException.Reason.READ_ONLY, "/" + path + ": a rehearsal changes nothing");
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
