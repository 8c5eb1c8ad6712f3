package lockstep.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.RsyncRun;
import lockstep.event.RelativePath;

/// The rules of a sync as rsync reads them from its standard input, in one of lsyncd's two ways: a
/// list of excludes if there are only those, else a list of rules.
final class RuleText {
  private final List<String> filters;
  private final List<String> excludes = new ArrayList<>();

  /// @param own files that are left out whatever the rules say
  RuleText(RsyncRun run, List<RelativePath> own) {
    own.forEach(path -> excludes.add(anchored(path)));
    excludes.addAll(run.excludes());
    filters =
        run.filters().isEmpty()
            ? List.of()
            : Stream.concat(own.stream().map(path -> "- " + anchored(path)), run.filters().stream())
                .toList();
  }

  private static String anchored(RelativePath path) {
    String text = Texts.text(path.bytes());
    boolean wild = text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    return "/" + (wild ? text.replaceAll("[\\\\*?\\[]", "\\\\$0") : text);
  }

  boolean isEmpty() {
    return filters.isEmpty() && excludes.isEmpty();
  }

  /// The options that have rsync read them.
  List<byte[]> options() {
    if (isEmpty()) {
      return List.of();
    }
    var options = new ArrayList<String>();
    if (isSplit()) {
      options.add("--from0");
    }
    options.add(filters.isEmpty() ? "--exclude-from=-" : "--filter=. -");
    return Texts.bytes(options);
  }

  /// A pattern may hold a newline; lsyncd knows none that does.
  private boolean isSplit() {
    return Stream.concat(filters.stream(), excludes.stream())
        .anyMatch(line -> line.indexOf('\n') >= 0);
  }

  /// What rsync reads with those options.
  byte[] text() {
    List<byte[]> lines = filters.isEmpty() ? Texts.bytes(excludes) : lines();
    return Texts.joined(lines, isSplit() ? '\0' : '\n');
  }

  /// All of them as rules.
  List<byte[]> lines() {
    var lines = new ArrayList<>(filters);
    excludes.forEach(exclude -> lines.add(rule(exclude)));
    return Texts.bytes(lines);
  }

  /// Without filters an exclude may be a rule itself, as rsync's `--exclude-from` takes it.
  private String rule(String exclude) {
    boolean rule = exclude.startsWith("+ ") || exclude.startsWith("- ") || exclude.equals("!");
    return filters.isEmpty() && rule ? exclude : "- " + exclude;
  }

  /// What lsyncd's log says of them.
  String told() {
    return filters.isEmpty()
        ? " excluding\n" + Told.lines(Texts.bytes(excludes))
        : " filtering\n" + Told.lines(lines());
  }
}
