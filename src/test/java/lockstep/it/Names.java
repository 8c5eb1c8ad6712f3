package lockstep.it;

import java.util.List;
import java.util.random.RandomGenerator;

/// The names that churn uses: few, so that the same ones are made, renamed and removed again and
/// again. Each character is a byte.
final class Names {
  /// Anything may happen to what is called so.
  private static final List<String> ORDINARY =
      List.of(
          "a",
          "b",
          "c",
          "d",
          "e",
          "f",
          "index",
          "ex",
          "a.tmp",
          "d.tmp",
          ".hidden",
          "-rf",
          "new\nline",
          "back\\slash*",
          "back\\slashX",
          "[x]",
          "x",
          "caf\u00c3\u00a9",
          "\u00ff\u00fe",
          "\u001b[31m",
          " blank ",
          ".a.AbCdEf",
          "a?b",
          "'$(id)'",
          "l".repeat(255));

  /// Files of these names are whole at every moment, and say so themselves: replaced by renaming.
  private static final List<String> REPLACED = List.of("r0", "r1", "r2", "r3");

  /// Whole at every moment: of one size, and overwritten by one write.
  private static final List<String> OVERWRITTEN = List.of("p0", "p1", "p2");

  /// Files of these names may be held open by a writer, and have no other name.
  private static final List<String> LOGS = List.of("log", "log.1");

  private Names() {}

  /// What may happen to what has a name.
  enum Kind {
    ORDINARY,
    REPLACED,
    OVERWRITTEN,
    LOG,
    /// belongs to one writer, nobody else touches it
    PRIVATE
  }

  static Kind kind(String name) {
    if (name.startsWith(".w")) {
      return Kind.PRIVATE;
    }
    if (REPLACED.contains(name)) {
      return Kind.REPLACED;
    }
    if (LOGS.contains(name)) {
      return Kind.LOG;
    }
    return OVERWRITTEN.contains(name) ? Kind.OVERWRITTEN : Kind.ORDINARY;
  }

  static boolean isChecked(String name) {
    Kind kind = kind(name);
    return kind == Kind.REPLACED || kind == Kind.OVERWRITTEN;
  }

  static String any(RandomGenerator random, Kind kind) {
    List<String> names =
        switch (kind) {
          case ORDINARY -> ORDINARY;
          case REPLACED -> REPLACED;
          case OVERWRITTEN -> OVERWRITTEN;
          case LOG -> LOGS;
          case PRIVATE -> throw new IllegalArgumentException("private");
        };
    // the first names more often, so that there is something to happen to them
    int end = random.nextInt(3) == 0 ? names.size() : Math.min(8, names.size());
    return names.get(random.nextInt(end));
  }
}
