package lockstep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lockstep.config.Configuration;
import lockstep.config.DeleteLimit;
import lockstep.config.EngineChoice;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncRun;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;

/// What the configuration file of a simulated history says at one time.
///
/// @param targets the numbers of those that have a sync
record SimulationConfiguration(
    Duration delay,
    List<Integer> targets,
    boolean filtered,
    boolean perms,
    boolean times,
    boolean hardLinks,
    DeleteLimit maxDelete) {
  private static final Filters SOME = parse("b", "/a/c");

  static SimulationConfiguration first(SimulationPlan plan) {
    return new SimulationConfiguration(
        plan.delay(),
        plan.has(SimulationTrouble.TWO_TARGETS) ? List.of(0, 1) : List.of(0),
        plan.has(SimulationTrouble.FILTERS),
        true,
        true,
        plan.has(SimulationTrouble.HARD_LINKS),
        maxDelete(plan));
  }

  /// With mail, what a comparison finds missing goes when it is through, as by default.
  private static DeleteLimit maxDelete(SimulationPlan plan) {
    if (plan.has(SimulationTrouble.BRAKED)) {
      return DeleteLimit.of(0);
    }
    return plan.has(SimulationTrouble.MAIL) ? DeleteLimit.of(1_000_000) : DeleteLimit.NONE;
  }

  /// What an operator might make of it; sometimes the same.
  SimulationConfiguration edited(SimulationPlan plan, Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> with(delay.plusMillis(10), targets, filtered, perms, times);
      case 2 -> with(delay, targets, filtered, !perms, times);
      case 3 -> with(delay, targets, filtered, perms, !times);
      case 4, 5 -> {
        boolean both = plan.has(SimulationTrouble.TWO_TARGETS);
        List<List<Integer>> choices = List.of(List.of(0), List.of(1), List.of(1, 0));
        yield with(delay, both ? choices.get(random.nextInt(3)) : targets, filtered, perms, times);
      }
      case 6 -> with(delay, targets, plan.has(SimulationTrouble.FILTERS) != filtered, perms, times);
      default -> this;
    };
  }

  /// The same without filters.
  SimulationConfiguration unfiltered() {
    return with(delay, targets, false, perms, times);
  }

  private SimulationConfiguration with(
      Duration newDelay,
      List<Integer> newTargets,
      boolean newFiltered,
      boolean newPerms,
      boolean newTimes) {
    return new SimulationConfiguration(
        newDelay, newTargets, newFiltered, newPerms, newTimes, hardLinks, maxDelete);
  }

  Filters filters() {
    return filtered ? SOME : Filters.NONE;
  }

  private static Filters parse(String... excludes) {
    try {
      List<byte[]> rules = List.of(excludes).stream().map(rule -> rule.getBytes(UTF_8)).toList();
      return Filters.parse(List.of(), rules);
    } catch (FilterException e) {
      throw new IllegalStateException(e);
    }
  }

  Configuration configuration() {
    return new Configuration(
        Definitions.settings(true), targets.stream().map(this::sync).toList(), List.of());
  }

  private SyncDefinition sync(int target) {
    var flags =
        Map.of(RsyncFlag.HARD_LINKS, hardLinks, RsyncFlag.PERMS, perms, RsyncFlag.TIMES, times);
    SyncDefinition like =
        Definitions.sync("Sync" + target, AbsolutePath.of("/source"), path(target));
    var rsync = new RsyncOptions(true, flags, Map.of(), List.of(), null);
    return new SyncDefinition(
        like.name(),
        like.source(),
        like.target(),
        delay,
        like.maxDelays(),
        like.maxProcesses(),
        like.initial(),
        like.delete(),
        maxDelete,
        filters(),
        rsync,
        EngineChoice.of(like.target(), rsync),
        RsyncRun.PLAIN,
        like.where());
  }

  private static AbsolutePath path(int target) {
    return AbsolutePath.of("/target" + target);
  }

  /// The number of a sync's target.
  static int target(SyncDefinition sync) {
    String path = ((Target.LocalDirectory) sync.target()).path().toString();
    return path.charAt(path.length() - 1) - '0';
  }
}
