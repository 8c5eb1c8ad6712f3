package lockstep.status;

import lockstep.event.AbsolutePath;

/// The watched directories of all syncs, as the status file lists them.
public interface Watches {
  int size();

  void forEach(Visitor visitor);

  /// Receives watched directories.
  interface Visitor {
    /// Takes one.
    ///
    /// @param descriptor the number the kernel knows the watch by
    void watched(int descriptor, AbsolutePath directory);
  }
}
