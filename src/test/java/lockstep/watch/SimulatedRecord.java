package lockstep.watch;

import static lockstep.linux.Inotify.IN_IGNORED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import lockstep.event.Printable;
import lockstep.linux.Inotify;

/// One `struct inotify_event`.
record SimulatedRecord(int wd, int mask, int cookie, byte[] name) {
  private static final int HEADER = 16;
  private static final Map<Integer, String> WORDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(Inotify.IN_MODIFY, "MODIFY"),
              Map.entry(Inotify.IN_ATTRIB, "ATTRIB"),
              Map.entry(Inotify.IN_CLOSE_WRITE, "CLOSE_WRITE"),
              Map.entry(Inotify.IN_MOVED_FROM, "MOVED_FROM"),
              Map.entry(Inotify.IN_MOVED_TO, "MOVED_TO"),
              Map.entry(Inotify.IN_CREATE, "CREATE"),
              Map.entry(Inotify.IN_DELETE, "DELETE"),
              Map.entry(Inotify.IN_DELETE_SELF, "DELETE_SELF"),
              Map.entry(Inotify.IN_MOVE_SELF, "MOVE_SELF"),
              Map.entry(Inotify.IN_UNMOUNT, "UNMOUNT"),
              Map.entry(Inotify.IN_Q_OVERFLOW, "Q_OVERFLOW"),
              Map.entry(Inotify.IN_IGNORED, "IGNORED"),
              Map.entry(Inotify.IN_ISDIR, "ISDIR")));

  /// The next record in what the kernel wrote.
  static SimulatedRecord read(ByteBuffer in) {
    int wd = in.getInt();
    int mask = in.getInt();
    int cookie = in.getInt();
    var padded = new byte[in.getInt()];
    in.get(padded);
    int length = 0;
    while (length < padded.length && padded[length] != 0) {
      length++;
    }
    return new SimulatedRecord(wd, mask, cookie, Arrays.copyOf(padded, length));
  }

  /// Whether the kernel leaves out `next` when this is the last record in the queue; the cookie
  /// does not count.
  boolean swallows(SimulatedRecord next) {
    return mask != IN_IGNORED
        && mask == next.mask
        && wd == next.wd
        && Arrays.equals(name, next.name);
  }

  int bytes() {
    return HEADER + padded();
  }

  /// Names end in at least one NUL, and so that the next record is aligned.
  private int padded() {
    return name.length == 0 ? 0 : (name.length / HEADER + 1) * HEADER;
  }

  void write(ByteBuffer out) {
    out.putInt(wd).putInt(mask).putInt(cookie).putInt(padded());
    out.put(name).put(new byte[padded() - name.length]);
  }

  /// The record with a name for its directory instead of the number, and without the cookie.
  String text(String directory) {
    var out = new StringBuilder(directory).append(' ');
    String between = "";
    for (var word : WORDS.entrySet()) {
      if ((mask & word.getKey()) != 0) {
        out.append(between).append(word.getValue());
        between = "|";
      }
    }
    return out.append(name.length == 0 ? "" : " ").append(Printable.of(name)).toString();
  }
}
