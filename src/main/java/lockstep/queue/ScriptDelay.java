package lockstep.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event in the queue of a script, with what it waits for.
public final class ScriptDelay {
  public enum Status {
    /// ready, possibly before its time
    WAIT("wait"),
    /// waits for one older delay
    BLOCK("block"),
    /// a process runs for it
    ACTIVE("active");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  final long id;
  final Instant first;
  final List<ScriptDelay> blocked = new ArrayList<>();
  ScriptEvent event;
  Status status = Status.WAIT;
  Instant alarm;
  @Nullable ScriptDelay blocker;
  int attempts;
  long failure;
  @Nullable String reason;

  ScriptDelay(long id, ScriptEvent event, Instant alarm, Instant now) {
    this.id = id;
    this.event = event;
    this.alarm = alarm;
    this.first = now;
  }

  /// Names it for as long as the queue lives; those queued later have higher numbers.
  public long id() {
    return id;
  }

  public ScriptEvent event() {
    return event;
  }

  public Status status() {
    return status;
  }

  /// When it is due; [Instant#MIN] for at once.
  public Instant alarm() {
    return alarm;
  }

  /// When it was queued.
  public Instant first() {
    return first;
  }

  /// How often it was tried in vain.
  public int attempts() {
    return attempts;
  }

  /// Which failure of all in the queue its last one was, from 1; 0 if it never failed.
  public long failure() {
    return failure;
  }

  /// Why it failed the last time; null if it never did.
  public @Nullable String reason() {
    return reason;
  }
}
