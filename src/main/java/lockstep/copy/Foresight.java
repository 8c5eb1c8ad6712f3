package lockstep.copy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lockstep.event.RelativePath;

/// What a rehearsal remembers of what it has told.
///
/// @param checksum whether files of one size are read where the work itself would just copy them,
///   to tell whether their content differs
/// @param linked names of hard-linked inodes that the target would have by now; bounded by the
///   number of such names in the source
record Foresight(boolean checksum, Set<RelativePath> linked) {
  Foresight(boolean checksum) {
    this(checksum, ConcurrentHashMap.newKeySet());
  }
}
