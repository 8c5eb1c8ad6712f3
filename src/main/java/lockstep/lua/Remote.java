package lockstep.lua;

/// Tells places that only rsync can reach from paths, as rsync does: `host:path`, `host::module`
/// and `rsync://host/module` are elsewhere.
final class Remote {
  private Remote() {}

  /// Whether there is a colon before any slash.
  static boolean is(byte[] spelling) {
    for (byte b : spelling) {
      if (b == ':') {
        return true;
      }
      if (b == '/') {
        return false;
      }
    }
    return false;
  }
}
