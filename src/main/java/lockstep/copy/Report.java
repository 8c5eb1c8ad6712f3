package lockstep.copy;

import java.util.List;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What became of a piece of [Work]. Paths that are not mentioned are equal now, or gone on both
/// sides.
///
/// @param failures what did not succeed and is to be tried again later
/// @param unsettled files that were being written: changed while they were read, or named as open
/// @param vanished what the source does not have (any more), and the target may have, which was not
///   removed, as it may turn up under another name first
/// @param descend directories to scan next: new on the target, or found by a scan; the root, if
///   other names of a hard-linked inode must be looked for
/// @param attributes directories that were named and exist on both sides: their own attributes may
///   differ, their content is not in doubt
/// @param recheck directories of the work that are missing (or are no directories) on one side:
///   their entry in the directory above is to be compared
/// @param related other names of hard-linked inodes that changed, and entries whose place a backup
///   has taken
/// @param held deletions that were counted and not done
/// @param seen how many entries of the target were come upon by scans that count
/// @param halt why the sync must stop altogether (root gone, or emptied), or null
public record Report(
    List<Failure> failures,
    List<RelativePath> unsettled,
    List<RelativePath> vanished,
    List<RelativePath> descend,
    List<RelativePath> attributes,
    List<RelativePath> recheck,
    List<RelativePath> related,
    Counts counts,
    List<Held> held,
    long seen,
    @Nullable String halt) {
  public Report {
    held = List.copyOf(held);
    failures = List.copyOf(failures);
    unsettled = List.copyOf(unsettled);
    vanished = List.copyOf(vanished);
    descend = List.copyOf(descend);
    attributes = List.copyOf(attributes);
    recheck = List.copyOf(recheck);
    related = List.copyOf(related);
  }

  /// Deletions for which the allowance did not suffice.
  ///
  /// @param path the entry that was named, or the directory that was scanned
  /// @param directory whether it was scanned
  /// @param entries how many entries would be deleted
  /// @param example one of them
  public record Held(RelativePath path, boolean directory, long entries, RelativePath example) {
    Held plus(Held other) {
      return new Held(path, directory, entries + other.entries, example);
    }
  }

  /// A path that could not be made equal.
  ///
  /// @param path the entry, or the directory if it could not be compared at all
  /// @param directory whether the directory `path` itself failed (it could not be listed, or its
  ///   own attributes not set) and is to be scanned again
  /// @param reason the call, path and error
  public record Failure(RelativePath path, boolean directory, String reason) {}

  /// What was done.
  ///
  /// @param copied entries whose content was written
  /// @param bytes of content written
  /// @param updated entries of which only attributes were set
  /// @param renamed entries that were renamed instead of copied
  /// @param deleted entries removed from the target, each directory and all below it counted
  public record Counts(long copied, long bytes, long updated, long renamed, long deleted) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          copied + other.copied,
          bytes + other.bytes,
          updated + other.updated,
          renamed + other.renamed,
          deleted + other.deleted);
    }
  }
}
