package lockstep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loggers that are named for lsyncd's categories. Other packages ask for them by these names.
///
/// `Normal`, `Warn` and `Error` log at info, warn and error. All other categories log at debug and
/// are shown only with `-log CATEGORY` or `-log all`: `Exec` (what is worked on), `Delay` (the
/// queues), `Inotify` (watches and events), `Filter` (events left out), `Exclude` (the rules),
/// `Statusfile`, `Debug`.
final class Log {
  static final Logger NORMAL = LoggerFactory.getLogger("Normal");
  static final Logger WARN = LoggerFactory.getLogger("Warn");
  static final Logger ERROR = LoggerFactory.getLogger("Error");
  static final Logger EXEC = LoggerFactory.getLogger("Exec");
  static final Logger EXCLUDE = LoggerFactory.getLogger("Exclude");
  static final Logger INOTIFY = LoggerFactory.getLogger("Inotify");
  static final Logger STATUSFILE = LoggerFactory.getLogger("Statusfile");
  static final Logger DEBUG = LoggerFactory.getLogger("Debug");

  private Log() {}
}
