package lockstep.remote;

import lockstep.config.ExitTable;
import lockstep.event.Printable;
import lockstep.spawn.Command;
import lockstep.spawn.End;

/// What the end of a program means for what it was to do.
public sealed interface Verdict {
  /// All is as it should be.
  record Done() implements Verdict {}

  /// Some of it is not, and is to be looked at again.
  record Partly(String why) implements Verdict {}

  /// Nothing can be said of any of it, and all is to be done again.
  record Again(String why) implements Verdict {}

  /// It makes no sense to go on.
  record Fatal(String why) implements Verdict {}

  /// rsync's exit codes 23 and 24, "partial transfer" and "vanished source files", which lsyncd
  /// takes for success.
  int PARTLY = 23;

  int VANISHED = 24;

  /// The verdict on a run of rsync.
  static Verdict of(Command command, End end, ExitTable table, Transcript said) {
    return switch (end) {
      case End.NotStarted(String why) ->
          new Again("Failed executing [ " + Printable.of(command.program()) + " ]: " + why);
      case End.Killed(int signal) -> new Again("rsync was killed by signal " + signal);
      case End.Exited(int status) -> of(status, table, said);
    };
  }

  private static Verdict of(int status, ExitTable table, Transcript said) {
    String why = "rsync ended with exit code " + status + said.complaint();
    if (said.wasStopped()) {
      return new Fatal("it would delete more than it may" + said.complaint());
    }
    if (status == PARTLY || status == VANISHED) {
      return new Partly(why); // whatever a table says: no path is dropped because of a code
    }
    return switch (table.meaning(status)) {
      case OK -> status != 0 || said.leftSomething() ? new Partly(why) : new Done();
      case AGAIN -> new Again(why);
      case DIE -> new Fatal(why);
    };
  }
}
