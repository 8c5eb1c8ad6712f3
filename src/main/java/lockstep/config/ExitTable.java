package lockstep.config;

import java.util.HashMap;
import java.util.Map;

/// What the exit codes of a program mean.
///
/// @param codes those that mean something; all others are fatal
public record ExitTable(Map<Integer, Meaning> codes) {
  /// What is to be done after a program has ended.
  public enum Meaning {
    OK("ok"),
    AGAIN("again"),
    DIE("die");

    private final String word;

    Meaning(String word) {
      this.word = word;
    }

    /// As configurations spell it.
    public String word() {
      return word;
    }
  }

  /// lsyncd's table for rsync.
  public static final ExitTable RSYNC =
      of(
          new int[] {0, 23, 24},
          new int[] {3, 5, 6, 10, 11, 12, 14, 20, 21, 22, 30, 35, 255},
          new int[] {1, 2, 4, 25});

  /// lsyncd's table for ssh.
  public static final ExitTable SSH = of(new int[] {0}, new int[] {255}, new int[0]);

  /// What holds where a configuration says `exitcodes = false`.
  public static final ExitTable NONE = of(new int[] {0}, new int[0], new int[0]);

  public ExitTable {
    codes = Map.copyOf(codes);
  }

  private static ExitTable of(int[] ok, int[] again, int[] die) {
    var codes = new HashMap<Integer, Meaning>();
    put(codes, ok, Meaning.OK);
    put(codes, again, Meaning.AGAIN);
    put(codes, die, Meaning.DIE);
    return new ExitTable(codes);
  }

  private static void put(Map<Integer, Meaning> codes, int[] numbers, Meaning meaning) {
    for (int number : numbers) {
      codes.put(number, meaning);
    }
  }

  public Meaning meaning(int code) {
    return codes.getOrDefault(code, Meaning.DIE);
  }
}
