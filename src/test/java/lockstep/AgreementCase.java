package lockstep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.config.EngineChoice;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;

/// What rsync and the copier are both given.
///
/// @param words rsync's arguments; `@` stands for the directory that the target is in
/// @param rules filter rules
/// @param seed of the trees
record AgreementCase(int number, List<String> words, List<String> rules, long seed) {
  /// Where links of the target lead.
  private static final String BEHIND = "P /behind*";

  AgreementCase {
    boolean kept = words.stream().anyMatch(word -> word.matches("--keep-dirlinks|-\\w*K\\w*"));
    if (kept && !rules.contains(BEHIND)) {
      rules = new ArrayList<>(rules);
      rules.addFirst(BEHIND);
    }
  }

  boolean has(RsyncFlag flag) {
    return options().effective().has(flag);
  }

  boolean has(RsyncValue value) {
    return options().effective().value(value) != null;
  }

  boolean backs() {
    return options().effective().backs();
  }

  boolean deletes() {
    return words.stream().anyMatch(word -> word.startsWith("--delete"));
  }

  /// Whether links of the source may count as what they lead to.
  boolean follows() {
    return !CopyTerms.following(options()).isEmpty();
  }

  /// The same with `@` as this directory.
  AgreementCase at(Path directory) {
    var there = words.stream().map(word -> word.replace("@", directory.toString())).toList();
    return new AgreementCase(number, there, rules, seed);
  }

  PlannedTree.Traits traits() {
    return new PlannedTree.Traits(
        has(RsyncFlag.HARD_LINKS),
        has(RsyncFlag.GROUP),
        follows() || has(RsyncFlag.KEEP_DIRLINKS),
        has(RsyncFlag.KEEP_DIRLINKS),
        has(RsyncFlag.IGNORE_EXISTING),
        has(RsyncValue.MODIFY_WINDOW));
  }

  RsyncOptions options() {
    var extra = words.stream().filter(word -> !word.equals("--delete"));
    return new RsyncOptions(
        false,
        Map.of(RsyncFlag.LINKS, false, RsyncFlag.TIMES, false, RsyncFlag.PROTECT_ARGS, false),
        Map.of(),
        extra.map(word -> word.getBytes(UTF_8)).toList(),
        null);
  }

  EngineChoice engine() {
    return EngineChoice.of(new Target.LocalDirectory(AbsolutePath.of("/target")), options());
  }

  Filters filters() throws FilterException {
    var parsed =
        Filters.parse(rules.stream().map(rule -> rule.getBytes(UTF_8)).toList(), List.of());
    return options().filters(parsed);
  }

  @Override
  public String toString() {
    return String.join(" ", words) + " " + rules + " (seed " + seed + ")";
  }
}
