package lockstep.copy;

import java.time.Instant;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.jspecify.annotations.Nullable;

/// What a [TreeCopier] is to make equal in one go: some directories, on which nobody else works
/// meanwhile.
///
/// Each part ends with the directory's own owner, mode, attributes and times made equal, so a part
/// without names does just that.
///
/// @param renames tried first, in order, as hints; the parts name both ends of each
public record Work(List<Rename> renames, List<Part> parts) {
  /// The allowance of those who may delete whatever the source lacks.
  public static final long ANY = Long.MAX_VALUE;

  public Work {
    renames = List.copyOf(renames);
    parts = List.copyOf(parts);
  }

  /// The source entry `from` was renamed to `to`, and the target was equal to the source at `from`
  /// before.
  ///
  /// If the target still has there what the source now has at `to`, it is renamed on the target as
  /// well. Otherwise nothing happens, and the parts do the work.
  public record Rename(RelativePath from, RelativePath to) {}

  /// One directory, of which either some entries or all are to be made equal.
  ///
  /// @param names the entries; those that the listing finds too are compared once, as named
  /// @param scan compares all entries: lists both sides; null compares the names only
  public record Part(
      RelativePath directory, List<Named> names, @Nullable Scan scan, boolean deletes) {
    public Part {
      names = List.copyOf(names);
    }

    /// Whether it is a scan that has been done before, and now may delete what it found.
    boolean isSecond() {
      return scan != null && scan.allowance() > 0 && scan.allowance() < ANY;
    }

    /// Whether it is a scan for what changed since some moment.
    boolean hasSince() {
      return scan != null && scan.since() != null && !scan.since().equals(Instant.MIN);
    }

    /// Whether it is a scan for what changed since some moment, and this did.
    boolean isSince(Stat source) {
      if (scan == null || scan.since() == null) {
        return false;
      }
      Instant since = scan.since();
      var limit = new Timestamp(since.getEpochSecond(), since.getNano());
      return source.ctime().compareTo(limit) >= 0;
    }
  }

  /// An entry that an event named.
  ///
  /// @param content whether content is compared when size and time agree
  /// @param open whether the writer may not be done: a regular file with a single name is left
  ///   alone for now, and reported as unsettled
  /// @param scan whether to go down into it if it is a directory that the target has already
  /// @param expected whether the source should have it: if not, it has gone on to another name, of
  ///   which an event will tell, and is reported as vanished
  /// @param allowance how many entries may be deleted from the target: [#ANY] if an event told of
  ///   this one
  /// @param unsettled how often in a row it was found changing while it was read
  public record Named(
      byte[] name,
      boolean content,
      boolean open,
      boolean scan,
      boolean expected,
      long allowance,
      int unsettled) {
    public Named(byte[] name, boolean content, boolean open, boolean scan) {
      this(name, content, open, scan, false, ANY, 0);
    }
  }

  /// A comparison of a whole directory, one level deep; subdirectories are reported for scans of
  /// their own.
  ///
  /// @param since files whose `ctime` is not older are compared by content as if an event had named
  ///   them; null where the quick check does
  /// @param evenIfEmpty whether an empty source root may empty the target, because the operator
  ///   said so; otherwise the work is halted
  /// @param whole whether it is part of a scan of everything, which comes upon all names of a
  ///   hard-linked inode; otherwise those that are not known are asked for
  /// @param allowance how many entries may be deleted that no event named: 0 where they are to be
  ///   counted, then as many as were counted, and [#ANY] where nobody counts
  /// @param later whether entries that the source lacks are reported as vanished, if they are few
  public record Scan(
      @Nullable Instant since, boolean evenIfEmpty, boolean whole, long allowance, boolean later) {
    public Scan(@Nullable Instant since, boolean evenIfEmpty) {
      this(since, evenIfEmpty, true, ANY, false);
    }

    public Scan(@Nullable Instant since) {
      this(since, false);
    }
  }
}
