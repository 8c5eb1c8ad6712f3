package lockstep.copy;

/// What is to be done about one entry; decided by [Comparison], done by [EntryCopier].
sealed interface Step {
  /// Nothing: the entry is equal, or on neither side, or may stay on the target.
  record Keep() implements Step {}

  /// Nothing: entries of this type are not carried over, and what the target has there stays.
  record Skip() implements Step {}

  /// The entry is a directory on both sides, which is work of its own.
  record Enter() implements Step {}

  /// Removes the entry from the target.
  record Delete() implements Step {}

  /// @param mode to make it with: closed to others until its own work has set the right one, or
  ///   masked by the system where modes are not carried over
  record MakeDirectory(int mode) implements Step {}

  /// Writes a new file and puts it in the place of what is there, which is no directory.
  record CopyFile() implements Step {}

  /// Makes a new symbolic link and puts it in the place of what is there, which is no directory.
  record MakeSymlink() implements Step {}

  /// Makes a new FIFO, socket or device and puts it in the place of what is there, which is no
  /// directory.
  record MakeNode() implements Step {}

  /// Removes what is there, and what is in it, before the other step: one of the two is a
  /// directory.
  record Replace(Step by) implements Step {}

  /// Reads the content of the file, or the text of the link, on both sides, and goes on from there.
  record Compare(Step ifEqual, Step ifDifferent) implements Step {}

  /// The content is equal; these attributes are not, and extended ones may differ.
  ///
  /// @param remake does it by a new inode instead
  record SetAttributes(Difference difference, Step remake) implements Step {}

  Keep KEEP = new Keep();
  Skip SKIP = new Skip();
  Enter ENTER = new Enter();
  Delete DELETE = new Delete();
  CopyFile COPY_FILE = new CopyFile();
  MakeSymlink MAKE_SYMLINK = new MakeSymlink();
  MakeNode MAKE_NODE = new MakeNode();
}
