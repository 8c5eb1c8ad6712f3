package lockstep.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// An ordered list of rules that decide which paths a sync leaves out. Immutable; a pure function
/// of the path.
///
/// The first rule that matches decides; what none matches is kept. Rules mean what rsync's manual
/// says under FILTER RULES and PATTERN MATCHING RULES, for the comparison at start and for events
/// alike. The root itself is never left out.
public final class Filters {
  /// Leaves nothing out.
  public static final Filters NONE = new Filters(List.of(), new byte[0], Set.of());

  private final List<Rule> rules;
  private final byte[] prefix;
  private final Set<RelativePath> own;

  /// @param prefix the path of the source without a trailing slash, or empty if no rule needs it
  /// @param own files of the program itself
  private Filters(List<Rule> rules, byte[] prefix, Set<RelativePath> own) {
    this.rules = rules;
    this.prefix = prefix;
    this.own = own;
  }

  /// As [#parse(List, List, AbsolutePath)], for lists without the modifier `/`, which compares with
  /// the absolute path.
  ///
  /// @throws FilterException for a rule that is unknown, not supported, or absolute
  public static Filters parse(List<byte[]> filterRules, List<byte[]> excludes)
      throws FilterException {
    List<Rule> rules = read(filterRules, excludes);
    for (Rule rule : rules) {
      if (rule.absolute()) {
        throw new FilterException(
            "Filter rule \""
                + rule
                + "\": the modifier / is not supported here; anchor the pattern at the source");
      }
    }
    return new Filters(rules, new byte[0], Set.of());
  }

  /// The rules of a sync of `source`: first the filters (`RULE PATTERN`), then the excludes.
  /// Without filters, an exclude may also be a line as rsync's `--exclude-from` reads them: a
  /// comment, `+ PATTERN`, `- PATTERN` or `!`.
  ///
  /// @throws FilterException for a rule that is unknown or not supported
  public static Filters parse(List<byte[]> filterRules, List<byte[]> excludes, AbsolutePath source)
      throws FilterException {
    byte[] prefix = source.isRoot() ? new byte[0] : source.bytes();
    return new Filters(read(filterRules, excludes), prefix, Set.of());
  }

  private static List<Rule> read(List<byte[]> filterRules, List<byte[]> excludes)
      throws FilterException {
    var parser = new RuleParser();
    for (byte[] rule : filterRules) {
      parser.addFilter(rule);
    }
    for (byte[] exclude : excludes) {
      if (filterRules.isEmpty()) {
        parser.addExcludeLine(exclude);
      } else {
        parser.addExclude(exclude);
      }
    }
    return parser.rules();
  }

  /// These rules, and after them others (`RULE PATTERN`).
  ///
  /// @throws FilterException for a rule that is unknown or not supported
  public Filters followedBy(List<byte[]> filterRules) throws FilterException {
    var all = new ArrayList<>(rules);
    all.addAll(read(filterRules, List.of()));
    return new Filters(List.copyOf(all), prefix, own);
  }

  /// Other rules (`RULE PATTERN`) in the place of these, for the same source.
  ///
  /// @throws FilterException for a rule that is unknown or not supported
  public Filters replacedBy(List<byte[]> filterRules) throws FilterException {
    return new Filters(read(filterRules, List.of()), prefix, own);
  }

  /// The patterns in the content of an `excludeFrom` file, for [#parse].
  public static List<byte[]> excludesOf(byte[] fileContent) {
    return RuleLines.excludes(fileContent);
  }

  /// The rules in the content of a `filterFrom` file, for [#parse].
  public static List<byte[]> rulesOf(byte[] fileContent) {
    return RuleLines.filters(fileContent);
  }

  public boolean isEmpty() {
    return rules.isEmpty() && own.isEmpty();
  }

  /// Whether the rules leave out this path, given that everything above it is kept.
  public boolean excludes(RelativePath path, boolean directory) {
    return isOwn(path) || !rules.isEmpty() && hides(Candidate.of(prefix, path, directory));
  }

  /// Whether the rules leave out this path or a directory above it.
  public boolean isHidden(RelativePath path, boolean directory) {
    if (rules.isEmpty() || isOwn(path)) {
      return isOwn(path);
    }
    var candidate = Candidate.of(prefix, path, directory);
    boolean hidden = hides(candidate);
    while (!hidden && !candidate.isTop()) {
      candidate = candidate.parent();
      hidden = hides(candidate);
    }
    return hidden;
  }

  /// Whether the rules may treat what is in a directory otherwise if that is renamed.
  public boolean mayTellApart(RelativePath from, RelativePath to) {
    return own.stream().anyMatch(path -> path.isBelow(from) || path.isBelow(to))
        || rules.stream().anyMatch(rule -> rule.mayDependOn(from) || rule.mayDependOn(to));
  }

  /// Whether an entry that only the target has must stay there, given that its directory stays. A
  /// directory that must stay is left alone with all it holds.
  public boolean isProtected(RelativePath path, boolean directory) {
    return isProtected(path, directory, Rule::receives);
  }

  /// Whether an entry that only the target has must stay although its directory is being deleted:
  /// as [#isProtected], without the rules that have the modifier `p`.
  public boolean isProtectedInDeleted(RelativePath path, boolean directory) {
    return isProtected(path, directory, rule -> rule.receives() && !rule.perishable());
  }

  private boolean isProtected(RelativePath path, boolean directory, Predicate<Rule> relevant) {
    return isOwn(path)
        || !rules.isEmpty() && leavesOut(Candidate.of(prefix, path, directory), relevant);
  }

  /// The same rules, and besides these files are left out and protected, which the program itself
  /// writes: to follow them would be to follow itself.
  public Filters sparing(Collection<RelativePath> files) {
    var all = new HashSet<>(own);
    all.addAll(files);
    return new Filters(rules, prefix, Set.copyOf(all));
  }

  /// Whether the file is one of the program itself; see [#sparing].
  public boolean isOwn(RelativePath path) {
    return !own.isEmpty() && own.contains(path);
  }

  /// The files of the program itself.
  public List<RelativePath> own() {
    return List.copyOf(own);
  }

  private boolean hides(Candidate candidate) {
    return leavesOut(candidate, Rule::sends);
  }

  private boolean leavesOut(Candidate candidate, Predicate<Rule> relevant) {
    Rule rule = candidate.isRoot() ? null : deciding(candidate, relevant);
    return rule != null && !rule.include();
  }

  private @Nullable Rule deciding(Candidate candidate, Predicate<Rule> relevant) {
    for (Rule rule : rules) {
      if (relevant.test(rule) && rule.decides(candidate)) {
        return rule;
      }
    }
    return null;
  }

  /// The same rules where `delete_excluded` is on: only rules that name the receiving side protect
  /// anything from deletion.
  public Filters deletingExcluded() {
    List<Rule> sending =
        rules.stream()
            .map(rule -> rule.side() == Rule.Side.DEFAULT ? rule.withSide(Rule.Side.SENDER) : rule)
            .toList();
    return new Filters(sending, prefix, own);
  }

  /// The rules as `RULE PATTERN` lines, in order; for the status file.
  public List<String> rules() {
    return rules.stream().map(Rule::toString).toList();
  }

  /// The rules as the lines that rsync reads with `--filter=. -`; a pattern may hold a newline, so
  /// end them with NUL (`--from0`).
  public List<byte[]> lines() {
    return rules.stream().map(Rule::line).toList();
  }

  /// What is probably a mistake: a message for each rule that can never match, or never be asked.
  ///
  /// @param sourceAbsolutePath the path of the source directory
  public List<String> warnings(byte[] sourceAbsolutePath) {
    return new Doubts(rules, AbsolutePath.of(sourceAbsolutePath)).list();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Filters that
        && Arrays.equals(prefix, that.prefix)
        && own.equals(that.own)
        && Arrays.deepEquals(lines().toArray(), that.lines().toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(lines().toArray());
  }
}
