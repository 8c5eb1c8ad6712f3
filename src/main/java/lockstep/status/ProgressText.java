package lockstep.status;

import java.util.StringJoiner;
import lockstep.plan.Progress;

/// A [Progress] as people read it, in one line.
public final class ProgressText {
  private ProgressText() {}

  public static String of(Progress progress) {
    var parts = new StringJoiner(", ");
    if (progress.starting()) {
      String total = progress.total() == 0 ? "" : " of at least " + progress.total();
      parts.add(progress.directories() + total + " directories compared");
    }
    parts.add(
        Amount.of(progress.files(), "file")
            + " written ("
            + Amount.ofBytes(progress.bytes())
            + ")");
    if (progress.left() > 0) {
      parts.add("at least " + Amount.ofBytes(progress.left()) + " to write");
    }
    if (progress.files() > 0 || progress.bytes() > 0) {
      parts.add(
          progress.filesPerSecond()
              + " files/s, "
              + Amount.ofBytes(progress.bytesPerSecond())
              + "/s");
    }
    if (progress.remaining() != null) {
      parts.add("about " + Amount.of(progress.remaining()) + " left");
    }
    return parts.toString();
  }
}
