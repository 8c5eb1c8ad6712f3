package lockstep.lua;

/// A place in the configuration, as messages begin with it: file and line, or an option of the
/// command line.
record Location(String where) {
  Raised error(String text) {
    return new Raised(where + ": " + text);
  }
}
