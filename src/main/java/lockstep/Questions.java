package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lockstep.plan.Look;
import lockstep.plan.Pledge;
import lockstep.plan.SyncStatus;
import lockstep.status.StatusJson;
import lockstep.status.StatusReport;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// Answers what other processes ask, so that the answer is true of the moment of the question.
///
/// Before anything is answered, every watcher receives what the kernel has queued. So no change
/// made before the question is unheard of when it is answered.
final class Questions {
  /// How long a question about the status waits for roots that do not answer: what is said then is
  /// that nobody knows.
  private static final Duration PROMPT = Duration.ofSeconds(1);

  private final Supplier<List<LiveSync>> syncs;
  private final Inbox inbox;
  private final Set<Daemon.Question> open = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Looking> looking = new ArrayList<>();

  /// A question about the status, until the roots of all syncs have been looked at.
  private record Looking(
      Daemon.Question question, boolean json, Map<LiveSync, Look> looks, Instant until) {
    boolean isOver(Instant now) {
      return !until.isAfter(now) || looks.values().stream().allMatch(Look::isOver);
    }
  }

  private record Waiting(Daemon.Question question, List<Pledge> pledges, @Nullable Instant until) {
    boolean isKept() {
      return pledges.stream().allMatch(Pledge::isKept);
    }

    /// Nothing is left but what has failed.
    boolean isBroken() {
      return pledges.stream().allMatch(pledge -> pledge.isKept() || pledge.isBroken());
    }

    List<String> failures() {
      return pledges.stream()
          .filter(pledge -> !pledge.isKept())
          .flatMap(pledge -> pledge.failures().stream())
          .toList();
    }

    void end(Reply answer) {
      pledges.forEach(Pledge::release);
      question.reply().accept(answer);
    }
  }

  Questions(Supplier<List<LiveSync>> syncs, Inbox inbox) {
    this.syncs = syncs;
    this.inbox = inbox;
  }

  /// Answers a request, now or later. Called on the loop's thread.
  void ask(Daemon.Question question, Supplier<Instant> clock) {
    switch (question.request()) {
      case Request.StatusRequest status -> flush(() -> look(question, status.json(), clock.get()));
      case Request.WaitRequest wait -> {
        Instant until = wait.timeout() == null ? null : clock.get().plus(wait.timeout());
        open.add(question);
        flush(() -> await(question, until, clock.get()));
      }
      case Request.ResumeRequest _ -> resume(clock.get(), question.reply());
    }
  }

  /// Goes on when everything has been received and taken in that was queued when this was called.
  private void flush(Runnable next) {
    List<Watcher> watchers =
        syncs.get().stream().map(LiveSync::watcher).filter(watcher -> watcher != null).toList();
    if (watchers.isEmpty()) {
      next.run();
      return;
    }
    var left = new AtomicInteger(watchers.size());
    for (Watcher watcher : watchers) {
      watcher.flush(
          () -> {
            if (left.decrementAndGet() == 0) {
              inbox.post(next);
            }
          });
    }
  }

  private void look(Daemon.Question question, boolean json, Instant now) {
    var looks = new IdentityHashMap<LiveSync, Look>();
    for (LiveSync sync : syncs.get()) {
      sync.drain(now);
      looks.put(sync, sync.life().look(now));
    }
    looking.add(new Looking(question, json, looks, now.plus(PROMPT)));
  }

  private void tell(Looking asked, Instant now) {
    List<SyncStatus> status = syncs.get().stream().map(sync -> status(sync, asked, now)).toList();
    List<String> lines =
        asked.json
            ? List.of(StatusJson.of(Version.text(), Instant.now(), status))
            : StatusReport.of(status);
    asked.question.reply().accept(new Reply(Exit.SUCCESS, lines));
  }

  private static SyncStatus status(LiveSync sync, Looking asked, Instant now) {
    Look look = asked.looks.get(sync);
    return look == null ? sync.life().status(now) : sync.life().status(now, look);
  }

  private void await(Daemon.Question question, @Nullable Instant until, Instant now) {
    if (!open.contains(question)) {
      return; // withdrawn meanwhile
    }
    var pledges = new ArrayList<Pledge>();
    for (LiveSync sync : syncs.get()) {
      sync.drain(now);
      pledges.add(sync.life().pledge(now));
    }
    waiting.add(new Waiting(question, pledges, until));
  }

  private void resume(Instant now, Consumer<Reply> reply) {
    var lines = new ArrayList<String>();
    for (LiveSync sync : syncs.get()) {
      if (sync.life().resume(now)) {
        lines.add(sync.definition().name() + " resumed");
      }
    }
    reply.accept(new Reply(Exit.SUCCESS, lines.isEmpty() ? List.of("no sync was halted") : lines));
  }

  /// Nobody waits for the answer any more.
  void withdraw(Daemon.Question question) {
    open.remove(question);
    looking.removeIf(one -> one.question.equals(question));
    for (Waiting one : List.copyOf(waiting)) {
      if (one.question.equals(question)) {
        waiting.remove(one);
        one.pledges.forEach(Pledge::release);
      }
    }
  }

  /// Answers those who wait, where there is an answer.
  ///
  /// @return when the first of the others must be told that time is up, or null
  @Nullable Instant step(Instant now) {
    Instant next = lookAgain(now);
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      Reply answer = answer(one, now);
      if (answer != null) {
        each.remove();
        open.remove(one.question);
        one.end(answer);
      } else if (one.until != null && (next == null || one.until.isBefore(next))) {
        next = one.until;
      }
    }
    return next;
  }

  private @Nullable Instant lookAgain(Instant now) {
    for (Looking one : List.copyOf(looking)) {
      if (one.isOver(now)) {
        looking.remove(one);
        tell(one, now);
      }
    }
    return looking.stream().map(Looking::until).min(Instant::compareTo).orElse(null);
  }

  private static @Nullable Reply answer(Waiting one, Instant now) {
    if (one.isKept()) {
      return new Reply(Exit.SUCCESS, List.of());
    }
    if (one.isBroken()) {
      return new Reply(Exit.NOT_IN_STEP, one.failures());
    }
    if (one.until != null && !one.until.isAfter(now)) {
      return new Reply(Exit.TIMEOUT, one.failures());
    }
    return null;
  }
}
