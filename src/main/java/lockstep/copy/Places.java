package lockstep.copy;

/// What a copier uses beside its two trees. Must be closed.
///
/// @param backups what becomes of what is replaced or removed
/// @param references older copies that the target need not repeat
/// @param scratch where files are written
public record Places(Backups backups, References references, Scratch scratch)
    implements AutoCloseable {
  public static final Places NONE = of(Backups.NONE);

  /// Backups and nothing else.
  public static Places of(Backups backups) {
    return new Places(backups, References.NONE, Scratch.BESIDE);
  }

  @Override
  public void close() {
    references.close();
    scratch.close();
  }
}
