package lockstep.plan;

/// What the copier and the watcher of a sync show at one moment of the work under way.
///
/// @param files that have been written so far
/// @param bytes that have been written so far, those of files under way included
/// @param left bytes still to be written of files that are being written
/// @param directories of the source that are known, or 0
public record Reading(long files, long bytes, long left, long directories) {
  static final Reading NONE = new Reading(0, 0, 0, 0);
}
