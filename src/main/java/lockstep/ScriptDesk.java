package lockstep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import lockstep.plan.Desk;
import lockstep.plan.RefusedException;
import lockstep.plan.Run;
import lockstep.plan.ScriptSync;
import lockstep.plan.ScriptWork;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptEvent;
import lockstep.spawn.Command;
import org.jspecify.annotations.Nullable;

/// Answers a script's questions on the loop's thread, while the script's own thread waits.
final class ScriptDesk implements Desk {
  private final ScriptSync sync;
  private final ScriptWork work;
  private final ScriptPrograms programs;
  private final ScriptRsync rsync;
  private final Consumer<Runnable> inbox;
  private final Supplier<Instant> clock;
  private final IntConsumer exit;

  ScriptDesk(
      ScriptSync sync,
      ScriptPrograms programs,
      ScriptRsync rsync,
      Consumer<Runnable> inbox,
      Supplier<Instant> clock,
      IntConsumer exit) {
    this.sync = sync;
    this.work = sync.work();
    this.programs = programs;
    this.rsync = rsync;
    this.inbox = inbox;
    this.clock = clock;
    this.exit = exit;
  }

  /// Something that may be refused.
  private interface Question<T extends @Nullable Object> {
    T ask() throws RefusedException;
  }

  private <T extends @Nullable Object> T onLoop(Question<T> question) throws RefusedException {
    var answer = new CompletableFuture<T>();
    inbox.accept(
        () -> {
          try {
            answer.complete(question.ask());
          } catch (RefusedException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  private <T extends @Nullable Object> T ask(Supplier<T> question) {
    try {
      return onLoop(question::get);
    } catch (RefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void have(Runnable task) {
    inbox.accept(task);
  }

  @Override
  public void hold() {
    have(work::hold);
  }

  @Override
  public void letGo() {
    have(() -> work.letGo(clock.get()));
  }

  @Override
  public @Nullable ScriptEntry next() {
    return ask(() -> work.nextEvent(clock.get()));
  }

  @Override
  public List<ScriptEntry> entries() {
    return ask(work::entries);
  }

  @Override
  public @Nullable ScriptEntry entry(long id) {
    return ask(() -> work.entry(id));
  }

  @Override
  public boolean discard(long id) {
    return ask(() -> work.discard(id));
  }

  @Override
  public ScriptEntry addBlanket() {
    return add(ScriptEvent.whole(Kind.BLANKET));
  }

  @Override
  public ScriptEntry addFull(RelativePath path) {
    return add(ScriptEvent.of(Kind.FULL, path, false));
  }

  private ScriptEntry add(ScriptEvent event) {
    return ask(() -> work.add(event, clock.get()));
  }

  @Override
  public void terminate(int status) {
    have(() -> exit.accept(status));
  }

  @Override
  public void setRules(List<byte[]> rules) throws RefusedException {
    onLoop(
        () -> {
          work.setRules(rules);
          return true;
        });
  }

  @Override
  public long spawn(List<Long> events, boolean list, Run run) throws RefusedException {
    byte[] program = run.words().getFirst();
    List<byte[]> arguments = run.words().subList(1, run.words().size());
    Command command = Command.of(sync.definition().name(), program, arguments);
    return start(events, list, run.input() == null ? command : command.reading(run.input()));
  }

  @Override
  public long rsync(List<ScriptEntry> events, boolean list, boolean full) throws RefusedException {
    ProgramRun run = rsync.run(events, full);
    run.log();
    return start(events.stream().map(ScriptEntry::id).toList(), list, run.command());
  }

  @Override
  public long moveThere(ScriptEntry move) throws RefusedException {
    ProgramRun run = rsync.move(move);
    run.log();
    return start(List.of(move.id()), false, run.command());
  }

  private long start(List<Long> events, boolean list, Command command) throws RefusedException {
    if (Log.EXEC.isDebugEnabled()) {
      Log.EXEC.debug("{}", words(command));
    }
    long agent = onLoop(() -> programs.take(events, list));
    if (agent != 0) {
      programs.start(agent, command);
    }
    return agent;
  }

  /// As lsyncd writes it: `BINARY [ARGUMENT] [ARGUMENT]`.
  private static String words(Command command) {
    var words = new ArrayList<String>();
    words.add(Printable.of(command.program()));
    List<byte[]> arguments = command.arguments();
    for (byte[] argument : arguments.subList(1, arguments.size())) {
      words.add("[" + Printable.of(argument) + "]");
    }
    return String.join(" ", words);
  }
}
