package lockstep.config;

/// What carries out a sync's copies.
public enum Engine {
  /// the copier within this program
  BUILT_IN,
  /// rsync, run for each batch
  RSYNC,
  /// the handlers of the configuration file (`action`, `onCreate`, …)
  SCRIPT
}
