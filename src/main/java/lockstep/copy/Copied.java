package lockstep.copy;

/// What became of a file that was to be copied.
///
/// @param bytes how many were written
/// @param published whether the target has them
/// @param settled whether nothing changed meanwhile; otherwise it is to be copied again
record Copied(long bytes, boolean published, boolean settled) {
  /// The target is as it was, unless it was to be written in place.
  static final Copied NOT = new Copied(0, false, false);

  static Copied whole(long bytes) {
    return new Copied(bytes, true, true);
  }
}
