import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs every scenario for some rounds and prints what was measured.
class Compare {
  public static void main(String[] args) throws IOException, InterruptedException {
    Plan plan;
    try {
      plan = Plan.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path place = Files.createTempDirectory(plan.place(), "lockstep-compare.");
    try {
      run(plan, new Stage(plan, place));
    } finally {
      progress("removing " + place);
      Trees.delete(place);
    }
  }

  private static void run(Plan plan, Stage stage) throws IOException, InterruptedException {
    List<Scenario> scenarios = plan.scenarios(stage);
    var samples = new Samples();
    String before = Machine.load();
    for (Scenario scenario : scenarios) {
      progress(scenario.name() + ": preparing");
      scenario.prepare();
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Scenario scenario : scenarios) {
        progress("round " + round + " of " + plan.rounds() + ": " + scenario.name());
        scenario.round(round, samples);
      }
    }
    System.out.println(Machine.facts(plan.place()));
    System.out.printf(
        "Rounds: %d. Load average before and after: %s, %s.%n%n",
        plan.rounds(), before, Machine.load());
    for (Scenario scenario : scenarios) {
      System.out.println("### " + scenario.name());
      System.out.println();
      System.out.println(samples.table(scenario.rows()));
    }
  }

  static void progress(String what) {
    System.err.println(what);
  }
}
