package lockstep.filter;

import lockstep.event.RelativePath;

/// The path that is being decided on, laid out so that every form of pattern compares a range of
/// one array.
///
/// @param text a prefix without a trailing slash (empty, or the path of the source), a slash, the
///   path, a slash
/// @param start where the path begins
/// @param name where its last name begins
/// @param end where the path ends; a slash follows
record Candidate(byte[] text, int start, int name, int end, boolean directory) {
  static Candidate of(byte[] prefix, RelativePath path, boolean directory) {
    byte[] bytes = path.bytes();
    int start = prefix.length + 1;
    int end = start + bytes.length;
    var text = new byte[end + 1];
    System.arraycopy(prefix, 0, text, 0, prefix.length);
    text[start - 1] = '/';
    System.arraycopy(bytes, 0, text, start, bytes.length);
    text[end] = '/';
    return at(text, start, end, directory);
  }

  private static Candidate at(byte[] text, int start, int end, boolean directory) {
    int name = end;
    while (text[name - 1] != '/') {
      name--;
    }
    return new Candidate(text, start, name, end, directory);
  }

  boolean isRoot() {
    return start == end;
  }

  boolean isTop() {
    return name == start;
  }

  /// The directory above; the candidate must not be [#isTop].
  Candidate parent() {
    return at(text, start, name - 1, true);
  }
}
