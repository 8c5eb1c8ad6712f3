package lockstep.copy;

import java.util.function.Consumer;
import lockstep.tree.TreeException;

/// One piece of work being done: its roots checked, its renames followed, then its parts, one after
/// the other.
///
/// Passed from thread to thread, but in the hands of one at a time.
final class WorkRun {
  private final Setup setup;
  private final Work work;
  private final Consumer<Report> done;
  private final Tally tally;
  private Renamed renamed = new Renamed();
  private int next;

  WorkRun(Setup setup, Work work, Tally tally, Consumer<Report> done) {
    this.setup = setup;
    this.tally = tally;
    this.work = work;
    this.done = done;
  }

  void start() {
    try {
      if (new RootCheck(setup, tally).isEitherSound()) {
        followRenames();
      }
    } catch (TreeException e) {
      for (Work.Part part : work.parts()) {
        tally.failed(part.directory(), true, e);
      }
      next = work.parts().size();
    }
    goOn();
  }

  private void followRenames() {
    if (work.renames().isEmpty()) {
      return;
    }
    try (var hints = new RenameHints(setup, tally)) {
      renamed = hints.follow(work.renames());
    } catch (RuntimeException e) {
      for (Work.Part part : work.parts()) {
        tally.failed(part.directory(), true, e);
      }
    }
  }

  private void goOn() {
    while (next < work.parts().size() && !tally.isHalted()) {
      Work.Part part = work.parts().get(next++);
      if (setup.filters().isHidden(part.directory(), true)) {
        continue;
      }
      var run = new DirectoryRun(setup, tally, part, renamed);
      boolean finished = true;
      try {
        finished =
            run.start(
                () -> {
                  finish(part, run);
                  goOn();
                });
      } catch (RuntimeException e) {
        tally.failed(part.directory(), true, e);
      }
      if (!finished) {
        return;
      }
      finish(part, run);
    }
    done.accept(tally.report());
  }

  private void finish(Work.Part part, DirectoryRun run) {
    try {
      run.finish();
    } catch (RuntimeException e) {
      tally.failed(part.directory(), true, e);
    }
  }
}
