package lockstep.lua;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import lockstep.plan.Answer;
import lockstep.plan.Answer.Verdict;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;

/// The Lua state of a configuration after it has been read, and the thread that calls its
/// functions, one at a time, for as long as any sync needs them.
///
/// A function that never ends is stopped when it has taken too many steps. One that waits for
/// something outside may do so for as long as it likes: nobody but the scripts of this state waits
/// for it.
final class ScriptHost {
  /// Some seconds of work, and far more than an honest function takes.
  private static final long MOST_STEPS = 100_000_000;

  /// Holds calls as deep as [Frames] lets them go.
  private static final long STACK_SIZE = 32L << 20;

  private final Interpreter interpreter;
  private final Location file;
  private final long mostSteps;
  private final MessageDigest digest = digest();
  private final LinkedBlockingQueue<Runnable> calls = new LinkedBlockingQueue<>();
  private final Alarms alarms = new Alarms();
  private final Set<LuaScript> held = new HashSet<>();
  private IntConsumer onEnd = _ -> {};
  private @Nullable Thread thread;
  private int users;
  private long turn;
  private boolean live;
  private boolean insists;

  /// @param file what errors name while no Lua code runs
  ScriptHost(Interpreter interpreter, Location file) {
    this(interpreter, file, MOST_STEPS);
  }

  ScriptHost(Interpreter interpreter, Location file, long mostSteps) {
    this.interpreter = interpreter;
    this.file = file;
    this.mostSteps = mostSteps;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  CallStack stack() {
    return interpreter.stack();
  }

  /// Notes a text that was compiled, or read otherwise: it belongs to what the functions do.
  void note(byte[] text) {
    if (live) {
      return; // it is loaded by a function that is known
    }
    digest.update(text);
    digest.update((byte) 0);
  }

  /// Names the texts of this state; the same for the same texts.
  String identity() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // SHA-256 can be cloned
    }
  }

  // --- on the loop's thread

  /// A sync begins to use it.
  synchronized void begin() {
    if (users++ == 0) {
      thread = new Thread(null, this::work, "script", STACK_SIZE);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /// A sync does not need it any more.
  synchronized void end() {
    if (--users == 0 && thread != null) {
      calls.add(() -> thread = null);
    }
  }

  /// Calls a function of the state; the answer is given on its thread.
  void call(Supplier<Verdict> function, Consumer<Answer> answer) {
    calls.add(() -> answer.accept(bounded(function)));
  }

  // --- on the thread of the state

  private void work() {
    interpreter.enter();
    live = true;
    try {
      while (thread != null) {
        Runnable call = next();
        if (call != null) {
          call.run();
        } else {
          alarms.due().forEach(this::ring);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Runnable next() throws InterruptedException {
    Long nanos = alarms.nanos();
    return nanos == null ? calls.take() : calls.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /// An alarm belongs to no sync that could be halted if it fails.
  private void ring(Supplier<Verdict> alarm) {
    switch (bounded(alarm)) {
      case Answer.Done _ -> {}
      case Answer.Failed(String message, List<String> trace) -> {
        ScriptLog.ERROR.error("in Lua: {}", message);
        for (int i = 0; i < trace.size(); i++) {
          ScriptLog.ERROR.error("Backtrace {} :{}", i + 1, trace.get(i));
        }
      }
      case Answer.Terminate(int status) -> onEnd.accept(status);
    }
  }

  private Answer bounded(Supplier<Verdict> function) {
    var stack = interpreter.stack();
    turn++;
    stack.begin(mostSteps);
    try {
      return new Answer.Done(function.get());
    } catch (LuaError e) {
      return failed(ErrorText.of(file.where(), stack, e));
    } catch (ExitFunctions.Requested e) {
      return new Answer.Terminate(e.status());
    } catch (CallStack.Stopped e) {
      return failed(stack.reached().where() + ": " + e.getMessage());
    } catch (StackOverflowError e) {
      return failed(
          stack.reached().where() + ": stack overflow (functions call each other without end)");
    } catch (OutOfMemoryError e) {
      return failed(stack.reached().where() + ": it needs more memory than there is");
    } catch (RuntimeException e) { // luaj's own mistakes, with a script that it does not understand
      return failed(stack.reached().where() + ": the Lua interpreter failed: " + e);
    } finally {
      held.forEach(script -> script.desk().letGo());
      held.clear();
    }
  }

  private Answer failed(String message) {
    return new Answer.Failed(message, interpreter.stack().trace());
  }

  /// Whether functions of the state are called by a running daemon, not by the configuration.
  boolean isLive() {
    return live;
  }

  /// Counts the calls.
  long turn() {
    return turn;
  }

  /// Keeps the queue of a sync as it is until the call under way is over.
  void hold(LuaScript script) {
    if (held.add(script)) {
      script.desk().hold();
    }
  }

  /// Whether a start that fails is tried again.
  boolean insists() {
    return insists;
  }

  void insist(boolean whether) {
    insists = whether;
  }

  Alarms alarms() {
    return alarms;
  }

  /// Hears of an alarm that wants the program to end.
  void onEnd(IntConsumer listener) {
    onEnd = listener;
  }
}
