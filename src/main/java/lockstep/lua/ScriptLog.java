package lockstep.lua;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loggers of what scripts do. Apart, so that the logging library is only loaded when one of
/// them has something to say.
final class ScriptLog {
  static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  static final Logger WARN = LoggerFactory.getLogger("Warn");
  static final Logger ERROR = LoggerFactory.getLogger("Error");

  private ScriptLog() {}
}
