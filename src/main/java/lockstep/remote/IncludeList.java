package lockstep.remote;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.event.RelativePath;

/// The paths that a run of rsync is to look at, as the patterns of its `--include-from`: each with
/// all directories above it, which rsync would not enter otherwise.
///
/// rsync takes a backslash for an escape only in patterns that hold a wildcard, one of `*?[`; in
/// others each character stands for itself.
public final class IncludeList {
  private final Set<String> patterns = new LinkedHashSet<>();

  /// Adds what is no directory, or is not there any more.
  public void entry(RelativePath path) {
    add(path, "");
  }

  /// Adds a directory, but nothing in it.
  public void directory(RelativePath path) {
    if (path.isRoot()) {
      patterns.add("/");
    } else {
      add(path, "/");
    }
  }

  /// Adds a directory with all that is below it.
  public void subtree(RelativePath path) {
    add(path, "/***");
  }

  private void add(RelativePath path, String end) {
    String text = Texts.text(path.bytes());
    patterns.add(pattern(text, end));
    for (int slash = text.lastIndexOf('/'); slash > 0; slash = text.lastIndexOf('/', slash - 1)) {
      patterns.add(pattern(text.substring(0, slash), "/"));
    }
    patterns.add("/");
  }

  private static String pattern(String path, String end) {
    boolean wild = end.contains("*") || path.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    return "/" + (wild ? path.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") : path) + end;
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// The patterns, in the order in which they were added.
  List<byte[]> lines() {
    return new ArrayList<>(Texts.bytes(List.copyOf(patterns)));
  }

  /// The patterns as rules that include them.
  List<byte[]> rules() {
    return Texts.bytes(patterns.stream().map(pattern -> "+ " + pattern).toList());
  }
}
