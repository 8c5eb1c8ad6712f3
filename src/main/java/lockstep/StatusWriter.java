package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_EXCL;
import static lockstep.linux.Open.O_WRONLY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.linux.Entries;
import lockstep.linux.Statx;
import lockstep.plan.SyncStatus;
import lockstep.status.StatusFile;
import lockstep.status.Watches;

/// Puts the status file in place: written beside it and renamed over it, so that no reader sees a
/// half. A device, such as `/dev/null`, is written to.
final class StatusWriter {
  private static final int MODE = 0644;

  /// Lines are gathered up to so many characters before they are written.
  private static final int CHUNK = 32 * 1024;

  private final AbsolutePath path;
  private final AbsolutePath temporary;

  StatusWriter(AbsolutePath path) {
    this.path = path;
    this.temporary = sibling(path);
  }

  /// `DIR/NAME` has the temporary sibling `DIR/.NAME.lockstep`.
  static AbsolutePath sibling(AbsolutePath path) {
    byte[] bytes = path.bytes();
    int name = bytes.length;
    while (bytes[name - 1] != '/') {
      name--;
    }
    byte[] tail = ".lockstep".getBytes(StandardCharsets.US_ASCII);
    var sibling = new byte[bytes.length + 1 + tail.length];
    System.arraycopy(bytes, 0, sibling, 0, name);
    sibling[name] = '.';
    System.arraycopy(bytes, name, sibling, name + 1, bytes.length - name);
    System.arraycopy(tail, 0, sibling, bytes.length + 1, tail.length);
    return AbsolutePath.of(sibling);
  }

  /// @throws ErrnoException if it cannot be written; a former file stays as it was
  void write(Instant now, ZoneId zone, List<SyncStatus> syncs, Watches watches)
      throws ErrnoException {
    Output output =
        file -> {
          var text = new Text(file);
          StatusFile.write(now, zone, syncs, watches, text::append);
          return text.flush();
        };
    int error = isDevice() ? inPlace(output) : replace(output);
    if (error != 0) {
      throw new ErrnoException(error);
    }
  }

  /// Writes the whole text into a file; returns 0 or a negative errno.
  private interface Output {
    int writeTo(Outlet file);
  }

  /// Whether the path leads to what must not be replaced, such as `/dev/null`.
  private boolean isDevice() {
    Statx stat = Statx.current();
    if (stat.statx(AT_FDCWD, path.bytes(), 0) != 0) {
      return false;
    }
    int type = stat.mode() & Statx.S_IFMT;
    return type != Statx.S_IFREG && type != Statx.S_IFDIR;
  }

  private int inPlace(Output output) throws ErrnoException {
    try (var file = Outlet.open(path, O_WRONLY, MODE)) {
      return output.writeTo(file);
    }
  }

  private int replace(Output output) throws ErrnoException {
    // Whatever has the name is a leftover of ours, or planted. With O_EXCL no link is followed.
    Entries.unlinkat(AT_FDCWD, temporary.bytes(), 0);
    int error;
    try (var file = Outlet.open(temporary, O_WRONLY | O_EXCL, MODE)) {
      error = output.writeTo(file);
    }
    if (error == 0) {
      error = Entries.renameat(AT_FDCWD, temporary.bytes(), AT_FDCWD, path.bytes());
    }
    if (error != 0) {
      Entries.unlinkat(AT_FDCWD, temporary.bytes(), 0);
    }
    return error;
  }

  /// Gathers lines, and remembers the first error.
  private static final class Text {
    private final StringBuilder lines = new StringBuilder(CHUNK + 4096);
    private final Outlet file;
    private int error;

    Text(Outlet file) {
      this.file = file;
    }

    void append(CharSequence line) {
      lines.append(line);
      if (lines.length() >= CHUNK) {
        flush();
      }
    }

    int flush() {
      if (error == 0) {
        error = file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      }
      lines.setLength(0);
      return error;
    }
  }
}
