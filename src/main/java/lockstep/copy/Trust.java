package lockstep.copy;

import lockstep.tree.Stat;

/// When two files are taken to be of one content without being read.
public enum Trust {
  /// rsync's quick check: where size and time agree
  SIZE_AND_TIME,
  /// `--size-only`: where the size agrees
  SIZE,
  /// `ignore_times`: never; files of different times count as different
  NOTHING,
  /// `checksum`: never; files of different times may be of one content
  CONTENT;

  /// Whether content is read even where nothing casts doubt on it.
  boolean reads() {
    return this == NOTHING || this == CONTENT;
  }

  /// Whether two regular files may be of one content, as far as a look tells.
  boolean mayBeEqual(Stat source, Stat target, TimeWindow window) {
    return source.size() == target.size()
        && switch (this) {
          case SIZE_AND_TIME, NOTHING -> window.areEqual(source.mtime(), target.mtime());
          case SIZE, CONTENT -> true;
        };
  }
}
