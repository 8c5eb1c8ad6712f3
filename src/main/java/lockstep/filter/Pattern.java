package lockstep.filter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Which paths a rule speaks of, by the pattern matching rules of rsync's manual.
///
/// The text decides how it is compared: a leading slash ties it to the root of the transfer; else,
/// with `**`, it may begin at any name; else it is compared with as many last names as it has
/// itself. A trailing slash demands a directory. The tests for wildcards, slashes and `**` look at
/// the plain text, so that even a slash within brackets counts, as in rsync.
final class Pattern {
  private final byte[] text;
  private final byte[] body;
  private final boolean anchored;
  private final boolean directoryOnly;
  private final boolean floating;
  private final boolean leadingDoubleStar;
  private final boolean trailingTripleStar;
  private final int slashes;
  private final @Nullable Wildcard wildcard;

  /// @param text not empty
  Pattern(byte[] text) {
    this.text = text.clone();
    anchored = text[0] == '/';
    directoryOnly = text.length > 1 && text[text.length - 1] == '/';
    body = Arrays.copyOfRange(text, anchored ? 1 : 0, text.length - (directoryOnly ? 1 : 0));
    floating = IntStream.range(0, body.length).anyMatch(i -> starsAt(body, i, 2));
    leadingDoubleStar = !anchored && starsAt(body, 0, 2);
    trailingTripleStar = starsAt(body, body.length - 3, 3);
    slashes = countOf('/', body);
    wildcard = hasWildcard(body) ? new Wildcard(body) : null;
  }

  byte[] text() {
    return text.clone();
  }

  /// The text without the slashes at its ends.
  byte[] body() {
    return body.clone();
  }

  boolean isAnchored() {
    return anchored;
  }

  boolean isUnfinished() {
    return wildcard != null && wildcard.neverMatches();
  }

  boolean hasBracket() {
    return countOf('[', body) > 0;
  }

  static boolean hasWildcard(byte[] text) {
    return countOf('*', text) + countOf('?', text) + countOf('[', text) > 0;
  }

  private static int countOf(int value, byte[] text) {
    int count = 0;
    for (byte b : text) {
      count += b == value ? 1 : 0;
    }
    return count;
  }

  /// Whether this many stars stand at the index.
  private static boolean starsAt(byte[] text, int index, int count) {
    if (index < 0 || index + count > text.length) {
      return false;
    }
    for (int i = index; i < index + count; i++) {
      if (text[i] != '*') {
        return false;
      }
    }
    return true;
  }

  /// @param start where the path begins in the candidate's text: at the root of the transfer, or at
  ///   that of the file system
  boolean matches(Candidate candidate, int start) {
    if (directoryOnly && !candidate.directory()) {
      return false;
    }
    if (wildcard == null) {
      return matchesLiterally(candidate.text(), start, candidate.end());
    }
    int end = candidate.end() + (trailingTripleStar && candidate.directory() ? 1 : 0);
    if (anchored) {
      return wildcard.matches(candidate.text(), start, end);
    }
    if (leadingDoubleStar) {
      return wildcard.matches(candidate.text(), start - 1, end);
    }
    if (floating) {
      return matchesAtAnyName(wildcard, candidate, start, end);
    }
    int from = slashes == 0 ? candidate.name() : lastNames(candidate, start);
    return from >= 0 && wildcard.matches(candidate.text(), from, end);
  }

  /// Whether what it says of entries below a directory may depend on the path of that. Rather yes
  /// than no.
  boolean mayDependOn(RelativePath directory) {
    if (floating || countOf('[', body) > 0) {
      return floating || anchored || slashes > 0;
    }
    String[] own = names(body);
    String[] way = names(directory.bytes());
    if (anchored) {
      return own.length > way.length
          && IntStream.range(0, way.length).allMatch(i -> mayBe(own[i], way[i]));
    }
    String name = way[way.length - 1];
    return Arrays.stream(own, 0, own.length - 1).anyMatch(each -> mayBe(each, name));
  }

  private static String[] names(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1).split("/", -1);
  }

  private static boolean mayBe(String pattern, String name) {
    return pattern.equals(name) || pattern.chars().anyMatch(c -> "*?\\".indexOf(c) >= 0);
  }

  private boolean matchesLiterally(byte[] path, int start, int end) {
    int from = end - body.length;
    return from >= start
        && (from == start || !anchored && path[from - 1] == '/')
        && Arrays.equals(path, from, end, body, 0, body.length);
  }

  private static boolean matchesAtAnyName(
      Wildcard wildcard, Candidate candidate, int start, int end) {
    for (int from = start; from < candidate.end(); from++) {
      if (candidate.text()[from - 1] == '/' && wildcard.matches(candidate.text(), from, end)) {
        return true;
      }
    }
    return false;
  }

  /// Where as many names begin as the pattern has, or -1 if the path has fewer.
  private int lastNames(Candidate candidate, int start) {
    int from = candidate.name();
    for (int i = 0; i < slashes; i++) {
      if (from == start) {
        return -1;
      }
      from--;
      while (candidate.text()[from - 1] != '/') {
        from--;
      }
    }
    return from;
  }
}
