package lockstep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lockstep.event.Printable;
import lockstep.plan.RefusedException;
import lockstep.plan.ScriptWork;
import lockstep.plan.Turn.Exit;
import lockstep.spawn.Command;
import lockstep.spawn.End;
import lockstep.spawn.ProcessRunner;
import org.jspecify.annotations.Nullable;

/// The programs that run for the events of one script.
final class ScriptPrograms {
  private final ScriptWork work;
  private final ProcessRunner runner;
  private final ProcessSlots slots;
  private final Consumer<Runnable> inbox;
  private final Listener listener;

  /// Those at work; without a value until they are known to have begun.
  private final Map<Long, ProcessRunner.@Nullable Running> running = new HashMap<>();

  private boolean closed;

  /// Hears of each end, on the loop's thread.
  interface Listener {
    void ended(long agent, Exit exit);
  }

  ScriptPrograms(
      ScriptWork work,
      ProcessRunner runner,
      ProcessSlots slots,
      Consumer<Runnable> inbox,
      Listener listener) {
    this.work = work;
    this.runner = runner;
    this.slots = slots;
    this.inbox = inbox;
    this.listener = listener;
  }

  /// One is to be started for events. Called on the loop's thread.
  ///
  /// @return its number; 0 if nothing is started any more
  long take(List<Long> events, boolean list) throws RefusedException {
    if (closed) {
      Log.NORMAL.info("ignored process spawning while fading");
      return 0;
    }
    long agent = work.spawn(events, list);
    slots.take();
    running.put(agent, null);
    return agent;
  }

  /// Starts it. Called on any thread but the loop's: a program on a file system that hangs takes as
  /// long as that.
  void start(long agent, Command command) {
    var program =
        runner.start(
            command,
            new ProcessRunner.Listener() {
              @Override
              public void line(byte[] line) {
                Log.NORMAL.info("{}: {}", command.label(), Printable.of(line));
              }

              @Override
              public void ended(End end) {
                Exit exit = exit(command, end);
                inbox.accept(() -> end(agent, exit));
              }
            });
    inbox.accept(() -> begun(agent, program));
  }

  private static Exit exit(Command command, End end) {
    return switch (end) {
      case End.Exited(int status) -> new Exit(status, 0);
      case End.Killed(int signal) -> new Exit(0, signal);
      case End.NotStarted(String why) -> {
        Log.ERROR.error("Failed executing [ {} ]! {}", Printable.of(command.program()), why);
        yield new Exit(255, 0);
      }
    };
  }

  private void begun(long agent, ProcessRunner.Running program) {
    if (running.containsKey(agent)) {
      running.put(agent, program);
      if (closed) {
        program.end();
      }
    }
  }

  private void end(long agent, Exit exit) {
    running.remove(agent);
    slots.giveBack();
    listener.ended(agent, exit);
  }

  int size() {
    return running.size();
  }

  /// Starts nothing more.
  void close() {
    closed = true;
  }

  /// Asks all to end.
  void stop() {
    for (ProcessRunner.Running program : running.values()) {
      if (program != null) {
        program.end();
      }
    }
  }
}
