package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import lockstep.plan.Progress;
import lockstep.status.ProgressText;
import org.jspecify.annotations.Nullable;

/// Looks every second how far the work has come, as long as there is any: for `lockstep status`,
/// for the log if a start takes long, and for a terminal. While there is no work it does not wake.
final class Pacing {
  private static final Duration TICK = Duration.ofSeconds(1);

  /// A start that is over sooner says nothing of its progress.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

  /// Work of which it can be read how far it has come.
  interface Paced {
    String name();

    boolean isBusy();

    /// Takes in how far it is.
    void look(Instant now);

    @Nullable Progress progress(Instant now);
  }

  private final Consumer<String> log;
  private final Consumer<String> terminal;
  private final Map<Paced, Instant> told = new WeakHashMap<>();
  private Instant due = Instant.MIN;
  private boolean shown;

  /// @param log takes a line every now and then
  /// @param terminal takes a line in the place of the one before; an empty one at the end
  Pacing(Consumer<String> log, Consumer<String> terminal) {
    this.log = log;
    this.terminal = terminal;
  }

  /// @return when it is to be called again although nothing happens; null if not before there is
  ///   work
  @Nullable Instant step(Instant now, List<? extends Paced> all) {
    List<? extends Paced> busy = all.stream().filter(Paced::isBusy).toList();
    if (busy.isEmpty()) {
      show("");
      due = Instant.MIN;
      return null;
    }
    if (!due.isAfter(now)) {
      due = now.plus(TICK);
      busy.forEach(each -> each.look(now));
      look(busy, now);
    }
    return due;
  }

  private void look(List<? extends Paced> busy, Instant now) {
    var lines = new ArrayList<String>();
    for (Paced each : busy) {
      Progress progress = each.progress(now);
      if (progress == null) {
        continue;
      }
      String line = each.name() + ": " + ProgressText.of(progress);
      if (progress.elapsed().compareTo(TICK) >= 0) {
        lines.add(line);
      }
      boolean slow = progress.starting() && progress.elapsed().compareTo(PATIENCE) >= 0;
      if (slow && !told.getOrDefault(each, Instant.MIN).isAfter(now.minus(LOG_INTERVAL))) {
        told.put(each, now);
        log.accept(line);
      }
    }
    if (!lines.isEmpty()) {
      show(lines.getFirst() + (lines.size() == 1 ? "" : " (and " + (lines.size() - 1) + " more)"));
    }
  }

  private void show(String line) {
    if (shown || !line.isEmpty()) {
      terminal.accept(line);
    }
    shown = !line.isEmpty();
  }
}
