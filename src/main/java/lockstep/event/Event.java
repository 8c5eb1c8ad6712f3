package lockstep.event;

import java.time.Instant;

/// Something that happened below a watched root, as far as the kernel told.
///
/// An event says where to look, never what to copy: events may come late, merged, repeated or in
/// another order, and whoever acts on one looks at the file system first. `directory` is what the
/// entry was when the event arose.
public sealed interface Event {
  /// An entry appeared: made, linked, or moved in from where nobody watches.
  ///
  /// @param whole whether the entry appeared with its content (by a rename); otherwise a regular
  ///   file may still be being written
  record Create(RelativePath path, boolean directory, boolean whole) implements Event {}

  /// A file's content changed.
  ///
  /// @param closed whether the writer has closed the file; otherwise more may follow
  record Modify(RelativePath path, boolean closed) implements Event {}

  /// Mode, owner, times or extended attributes changed, or the number of links.
  record Attrib(RelativePath path, boolean directory) implements Event {}

  /// An entry vanished: removed, or moved to where nobody watches.
  ///
  /// @param moved whether it was moved; if to where nobody watches yet, it will be found there
  record Delete(RelativePath path, boolean directory, boolean moved) implements Event {
    public Delete(RelativePath path, boolean directory) {
      this(path, directory, false);
    }
  }

  /// An entry was renamed within the root, and everything below it, if it is a directory, was being
  /// watched.
  record Move(RelativePath from, RelativePath to, boolean directory) implements Event {}

  /// Events at or below `path` may have been lost: the subtree is to be compared.
  ///
  /// @param since when the first of them may have been lost, by the wall clock: what has not
  ///   changed since (by its `ctime`) needs no comparison by content
  record Rescan(RelativePath path, Instant since) implements Event {}
}
