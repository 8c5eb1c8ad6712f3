package lockstep;

/// A failure that may come again at every try: it is logged once, and how often it came when it is
/// over.
final class Complaint {
  private String last = "";
  private long failures;

  void failed(String why) {
    failures++;
    if (!why.equals(last)) {
      Log.ERROR.error(why);
    }
    last = why;
  }

  /// @param what has come to be, for the log
  void over(String what) {
    if (failures > 0) {
      Log.NORMAL.info("{}, after {} failures", what, failures);
    }
    failures = 0;
    last = "";
  }
}
