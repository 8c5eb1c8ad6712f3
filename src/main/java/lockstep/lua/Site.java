package lockstep.lua;

/// A place in the configuration that messages begin with: file and line, or an option of the
/// command line.
record Site(String where) {
  Raised error(String text) {
    return new Raised(where + ": " + text);
  }
}
