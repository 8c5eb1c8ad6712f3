package lockstep.remote;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What one run of rsync had to complain of.
///
/// rsync names each file that it could not read, or that was gone, in a line of its own. If it said
/// nothing else, all but these files are equal. Used by one thread at a time.
public final class Transcript {
  private static final Pattern FILE =
      Pattern.compile(
          "(?:rsync: (?:\\[sender] )?send_files failed to open"
              + "|file has vanished:|symlink has no referent:) \"(.+)\".*",
          Pattern.DOTALL);

  /// What it says at the end, when it has named them.
  private static final Pattern SUMMARY =
      Pattern.compile("rsync (?:error: some files/attrs were not|warning: some files vanished) .*");

  /// rsync leaves such a directory where it is, and may end with 0.
  private static final Pattern LEFT =
      Pattern.compile("(?:rsync: )?cannot delete non-empty directory: (.+)", Pattern.DOTALL);

  /// rsync 3.5 ends with 0 where the other end was to delete.
  private static final String TOO_MUCH = "Deletions stopped due to --max-delete limit";

  private static final Pattern COMPLAINT =
      Pattern.compile("(?:rsync: |IO error|ERROR|@ERROR|skipping ).*", Pattern.DOTALL);

  /// As many files are remembered; with more, all counts as failed.
  private static final int MOST = 1_000;

  /// rsync writes a byte that is not printable as `\#` and three octal digits.
  private static final Pattern ESCAPED = Pattern.compile("\\\\#([0-3][0-7]{2})");

  private final String root;
  private final Set<RelativePath> files = new LinkedHashSet<>();
  private @Nullable String first;
  private @Nullable String last;
  private boolean others;
  private boolean left;
  private boolean stopped;

  /// Whether rsync's last line has come, so that none is missing.
  private boolean whole;

  public Transcript(AbsolutePath source) {
    root = Texts.text(source.bytes());
  }

  /// Takes in a line of rsync's output.
  public void line(byte[] bytes) {
    String line = Texts.text(bytes);
    if (line.startsWith(TOO_MUCH)) {
      stopped = true;
      complain(bytes);
      return;
    }
    if (LEFT.matcher(line).matches()) {
      left = true;
      complain(bytes);
      return;
    }
    var file = FILE.matcher(line);
    if (file.matches()) {
      complain(bytes);
      RelativePath path = below(unescaped(file.group(1)));
      if (path == null || files.size() >= MOST) {
        others = true;
      } else {
        files.add(path);
      }
    } else if (SUMMARY.matcher(line).matches()) {
      whole = true;
    } else if (!line.isBlank()) {
      others = true; // whatever it is about
      if (COMPLAINT.matcher(line).matches()) {
        complain(bytes);
      }
      last = Printable.of(bytes);
    }
  }

  private void complain(byte[] line) {
    if (first == null) {
      first = Printable.of(line);
    }
  }

  private static String unescaped(String name) {
    return ESCAPED
        .matcher(name)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }

  private @Nullable RelativePath below(String path) {
    String start = root.equals("/") ? root : root + "/";
    try {
      return path.startsWith(start) && path.length() > start.length()
          ? RelativePath.of(Texts.bytes(path.substring(start.length()).replaceFirst("^/+", "")))
          : null;
    } catch (IllegalArgumentException _) {
      return null; // no path of ours: then nobody knows which one is meant
    }
  }

  /// The files that failed, if nothing else did; null where that cannot be told.
  public @Nullable Set<RelativePath> files() {
    return others || left || !whole || files.isEmpty() ? null : Set.copyOf(files);
  }

  /// Whether it left a directory that it was to delete.
  public boolean leftSomething() {
    return left;
  }

  /// Whether it was to delete more than it might.
  public boolean wasStopped() {
    return stopped;
  }

  /// Its first complaint, or else its last line; empty if it said nothing.
  public String complaint() {
    return first != null ? ": " + first : last != null ? ": " + last : "";
  }
}
