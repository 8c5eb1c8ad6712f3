package lockstep.copy;

import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;

/// What has attributes: an entry by its name, an open file, or an open directory itself.
sealed interface Inode {
  void setOwner(int uid, int gid) throws TreeException;

  void setMode(int mode) throws TreeException;

  void setTime(Timestamp mtime) throws TreeException;

  Directory.Attributes attributes() throws TreeException;

  record Named(Directory directory, byte[] name) implements Inode {
    @Override
    public void setOwner(int uid, int gid) throws TreeException {
      directory.setOwner(name, uid, gid);
    }

    @Override
    public void setMode(int mode) throws TreeException {
      directory.setMode(name, mode);
    }

    @Override
    public void setTime(Timestamp mtime) throws TreeException {
      directory.setTime(name, mtime);
    }

    @Override
    public Directory.Attributes attributes() throws TreeException {
      return directory.attributes(name);
    }
  }

  record Opened(OpenFile file) implements Inode {
    @Override
    public void setOwner(int uid, int gid) throws TreeException {
      file.setOwner(uid, gid);
    }

    @Override
    public void setMode(int mode) throws TreeException {
      file.setMode(mode);
    }

    @Override
    public void setTime(Timestamp mtime) throws TreeException {
      file.setTime(mtime);
    }

    @Override
    public Directory.Attributes attributes() throws TreeException {
      return file.attributes();
    }
  }

  record Itself(Directory directory) implements Inode {
    @Override
    public void setOwner(int uid, int gid) throws TreeException {
      directory.setOwner(uid, gid);
    }

    @Override
    public void setMode(int mode) throws TreeException {
      directory.setMode(mode);
    }

    @Override
    public void setTime(Timestamp mtime) throws TreeException {
      directory.setTime(mtime);
    }

    @Override
    public Directory.Attributes attributes() throws TreeException {
      return directory.attributes();
    }
  }
}
