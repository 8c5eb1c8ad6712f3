package lockstep.lua;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What someone who wrote a word that nobody knows probably meant.
final class Suggestion {
  private Suggestion() {}

  /// The known word that is closest, if one is close: one slip in a short word, two in one of five
  /// letters or more.
  static Optional<String> of(String word, Collection<String> known) {
    int most = word.length() < 5 ? 1 : 2;
    return known.stream()
        .filter(candidate -> !candidate.equals(word) && distance(word, candidate) <= most)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(candidate -> candidate));
  }

  /// How many letters must be put in, left out, changed or swapped with the next; case and
  /// underscores count for nothing.
  private static int distance(String left, String right) {
    String a = plain(left);
    String b = plain(right);
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(change, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }

  private static String plain(String word) {
    String cut = word.length() > 40 ? word.substring(0, 40) : word; // no known word is that long
    return cut.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
