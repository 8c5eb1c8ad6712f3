package lockstep.spawn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Runs no more than so many programs at once. Others wait for their turn.
public final class LimitedRunner implements ProcessRunner {
  private static final int SIGTERM = 15;

  private final ProcessRunner runner;
  private final IntSupplier most;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int running;

  /// @param most is asked each time
  public LimitedRunner(ProcessRunner runner, IntSupplier most) {
    this.runner = runner;
    this.most = most;
  }

  @Override
  public Running start(Command command, Listener listener) {
    var turn = new Turn(command, listener);
    synchronized (this) {
      waiting.add(turn);
    }
    startNext();
    return turn;
  }

  private void startNext() {
    for (Turn turn = next(); turn != null; turn = next()) {
      turn.begin();
    }
  }

  private synchronized @Nullable Turn next() {
    if (running >= most.getAsInt()) {
      return null;
    }
    Turn turn = waiting.poll();
    running += turn == null ? 0 : 1;
    return turn;
  }

  private synchronized boolean leave(Turn turn) {
    return waiting.remove(turn);
  }

  private synchronized void ended() {
    running--;
  }

  /// One program, before and after it was started.
  private final class Turn implements Running, Listener {
    private final Command command;
    private final Listener listener;
    private @Nullable Running started;
    private boolean ending;

    Turn(Command command, Listener listener) {
      this.command = command;
      this.listener = listener;
    }

    void begin() {
      synchronized (this) {
        started = runner.start(command, this);
        if (ending) {
          started.end();
        }
      }
    }

    @Override
    public void line(byte[] line) {
      listener.line(line);
    }

    @Override
    public void ended(End end) {
      LimitedRunner.this.ended();
      listener.ended(end);
      startNext();
    }

    @Override
    public void end() {
      if (leave(this)) {
        Child.thread(command, "end", () -> listener.ended(new End.Killed(SIGTERM)));
        return;
      }
      synchronized (this) {
        ending = true;
        if (started != null) {
          started.end();
        }
      }
    }
  }
}
