package lockstep;

import lockstep.copy.Change;

/// How many of each kind of [Change] a survey has found.
final class SurveyCounts {
  long created;
  long updated;
  long attributes;
  long linked;
  long deleted;
  long bytes;
  long changing;
  long failed;

  void add(Change change) {
    bytes += change.bytes();
    switch (change.action()) {
      case CREATE -> created++;
      case UPDATE -> updated++;
      case ATTRIBUTES -> attributes++;
      case LINK -> linked++;
      case DELETE -> deleted++;
    }
  }

  long changes() {
    return created + updated + attributes + linked + deleted;
  }

  /// Whether the trees were seen to be equal, as far as they were compared.
  boolean isEqual() {
    return changes() == 0 && changing == 0 && failed == 0;
  }
}
