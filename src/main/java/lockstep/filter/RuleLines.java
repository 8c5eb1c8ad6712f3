package lockstep.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of the files that `excludeFrom` and `filterFrom` name. A carriage return before the
/// end of a line is no part of it.
final class RuleLines {
  private RuleLines() {}

  /// As lsyncd reads `excludeFrom`: empty lines and those that begin with `+` or `#` are skipped,
  /// leading blanks and one minus are dropped.
  static List<byte[]> excludes(byte[] content) {
    var patterns = new ArrayList<byte[]>();
    for (byte[] line : split(content)) {
      int at = skipBlanks(line, 0);
      if (at == line.length || line[at] == '+' || line[at] == '#') {
        continue;
      }
      at = line[at] == '-' ? skipBlanks(line, at + 1) : at;
      if (at < line.length) { // rsync skips the empty pattern that a lone minus leaves
        patterns.add(Arrays.copyOfRange(line, at, line.length));
      }
    }
    return patterns;
  }

  /// As lsyncd reads `filterFrom`: empty lines and those that begin with `#` are skipped.
  static List<byte[]> filters(byte[] content) {
    var rules = new ArrayList<byte[]>();
    for (byte[] line : split(content)) {
      int at = skipBlanks(line, 0);
      if (at < line.length && line[at] != '#') {
        rules.add(line);
      }
    }
    return rules;
  }

  private static List<byte[]> split(byte[] content) {
    var lines = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i <= content.length; i++) {
      if (i == content.length || content[i] == '\n') {
        int end = i > start && content[i - 1] == '\r' ? i - 1 : i;
        lines.add(Arrays.copyOfRange(content, start, end));
        start = i + 1;
      }
    }
    return lines;
  }

  private static int skipBlanks(byte[] line, int from) {
    int at = from;
    while (at < line.length && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at;
  }
}
