package lockstep.tree;

import java.nio.ByteBuffer;

/// An open regular file of a [Tree]. All operations throw [TreeException] when the file system
/// refuses.
public interface OpenFile extends AutoCloseable {
  Stat stat() throws TreeException;

  /// Whether a program may have it open for writing; true too where the file system cannot tell.
  ///
  /// A write sets the times first and the content after that: only where this is false, a [#stat]
  /// before it stands for the whole content.
  boolean mayBeWritten() throws TreeException;

  /// Reads into `buffer` (from its position, up to its limit, moving the position) what stands at
  /// `position` in the file.
  ///
  /// @return how many bytes; 0 at or past the end
  int read(ByteBuffer buffer, long position) throws TreeException;

  /// Writes all of `buffer` at `position`; a gap before it becomes a hole.
  void write(ByteBuffer buffer, long position) throws TreeException;

  /// Copies up to `length` bytes at `position` of `source` to the same position here, in the kernel
  /// where it can.
  ///
  /// @return how many bytes; less than `length` only where the source ended
  long copyFrom(OpenFile source, long position, long length) throws TreeException;

  /// Makes this empty file share the blocks of `source` (`FICLONE`).
  ///
  /// @return false where the file systems cannot; nothing has changed then
  boolean cloneFrom(OpenFile source) throws TreeException;

  /// Makes `length` bytes at `position` of this file those at `sourcePosition` of `source`, sharing
  /// blocks (`FICLONERANGE`). All three are multiples of the file system's block.
  ///
  /// @return false where the file systems cannot; nothing has changed then
  boolean cloneRange(OpenFile source, long sourcePosition, long position, long length)
      throws TreeException;

  /// Makes `length` bytes at `position` a hole (`FALLOC_FL_PUNCH_HOLE`); the size stays.
  ///
  /// @throws TreeException `UNSUPPORTED` where there are no holes
  void punch(long position, long length) throws TreeException;

  /// The first position at or after `position` that holds data (`SEEK_DATA`), or the size where
  /// only a hole follows.
  long nextData(long position) throws TreeException;

  /// The first position at or after `position` that is in a hole (`SEEK_HOLE`); the end of the file
  /// counts as one.
  long nextHole(long position) throws TreeException;

  /// Sets the size; a longer one ends in a hole.
  void truncate(long size) throws TreeException;

  /// Sets owner and group; -1 leaves one as it is. The mode is set after it.
  void setOwner(int uid, int gid) throws TreeException;

  void setMode(int mode) throws TreeException;

  void setTime(Timestamp mtime) throws TreeException;

  Directory.Attributes attributes() throws TreeException;

  /// Forces content and attributes to the disk (`fsync`).
  void sync() throws TreeException;

  @Override
  void close();
}
