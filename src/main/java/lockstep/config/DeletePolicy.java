package lockstep.config;

/// When entries that the source does not have are removed from the target: the key `delete`.
public enum DeletePolicy {
  /// `true`
  ALWAYS,
  /// `false`
  NEVER,
  /// `"startup"`: only by the comparison at start
  STARTUP,
  /// `"running"`: only after events
  RUNNING
}
