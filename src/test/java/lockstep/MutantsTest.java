package lockstep;

import static lockstep.SimulationTrouble.CRASHES;
import static lockstep.SimulationTrouble.MAIL;
import static lockstep.SimulationTrouble.NO_MOVES;
import static lockstep.SimulationTrouble.OVERFLOWS;
import static lockstep.SimulationTrouble.RELOADS;
import static lockstep.SimulationTrouble.SOURCE_FAILS;
import static lockstep.SimulationTrouble.TARGET_FAILS;
import static lockstep.SimulationTrouble.UNMOUNTS;
import static lockstep.SimulationTrouble.WRITES_DURING_COPIES;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/// Whether the simulation would notice: mistakes are planted in the program, and each must be found
/// within a few histories.
class MutantsTest {
  /// More than twice of what the rarest takes.
  private static final long SEEDS = 8_000;

  private static final List<Mutant> MUTANTS =
      List.of(
          Mutant.doesNothing("drops a rescan", OVERFLOWS, "queue.Intake", "rescan"),
          Mutant.skips(
              "ignores an overflow", OVERFLOWS, "watch.InotifyDecoder", "record", "lost", "rescan"),
          Mutant.says("trusts size and time", RELOADS, "copy.Inspection", "isInDoubt", false),
          Mutant.redirects(
              "takes an error for absence",
              SOURCE_FAILS,
              "copy.Inspection",
              "lookAtSource",
              "stat",
              "statOrAbsent"),
          Mutant.doesNothing("forgets failures", TARGET_FAILS, "copy.Tally", "failed"),
          Mutant.skips("forgets what follows", CRASHES, "plan.Sync", "settle", "follow"),
          Mutant.believes(
              "publishes what changed",
              WRITES_DURING_COPIES,
              "copy.Stillness",
              "isStill",
              "isUnchanged"),
          Mutant.doesNothing(
              "looks no further at what is missing",
              WRITES_DURING_COPIES,
              "plan.Settlement",
              "recheck"),
          new Mutant(
              "loses at a reload what is pending",
              RELOADS,
              "plan.Gap",
              "unsettled",
              new Mutant.Edit.Body(code -> code.aload(2).areturn())),
          Mutant.skips("says in sync while work waits", NO_MOVES, "plan.Sync", "liveState", "size"),
          Mutant.says(
              "waits without looking at the roots", UNMOUNTS, "plan.Probes", "isSoundAfter", true),
          Mutant.skips("ends a halt by a reload", UNMOUNTS, "plan.Sync", "inherit", "stop"),
          Mutant.redirects(
              "takes up other roots at a reload",
              UNMOUNTS,
              "RunningSync",
              "open",
              "probe",
              "alwaysSound"),
          Mutant.doesNothing("leaves drafts behind", TARGET_FAILS, "copy.Drafts", "discard"),
          Mutant.says(
              "takes what was renamed for gone", MAIL, "copy.Inspection", "isExpected", false),
          Mutant.says("removes before it has arrived", MAIL, "copy.Inspection", "hasArrived", true),
          Mutant.says(
              "takes what has left for nowhere",
              MAIL,
              "queue.Comparisons",
              "isLookingBefore",
              false),
          Mutant.skips("lists without watching", CRASHES, "copy.Listing", "of", "beforeListing"));

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();

  @BeforeEach
  void silence() {
    root.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    root.setLevel(level);
  }

  @TestFactory
  Stream<DynamicTest> eachIsFound() {
    return MUTANTS.stream()
        .map(mutant -> DynamicTest.dynamicTest(mutant.what(), () -> assertFound(mutant)));
  }

  private static void assertFound(Mutant mutant) {
    assertTrue(mutant.firstFound(SEEDS) >= 0, "the simulation does not notice it");
  }
}
