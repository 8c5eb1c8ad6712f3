package lockstep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Settings;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.plan.SyncStatus;
import lockstep.status.StatusSchedule;
import lockstep.status.Watches;
import lockstep.watch.Watcher;
import org.jspecify.annotations.Nullable;

/// Runs a [Daemon] on real time: rounds it, writes its status file, and obeys signals.
final class DaemonLoop implements Loop {
  /// How long the work in hand may take to end after TERM; what is left of a copy then is swept at
  /// the next start.
  private static final Duration GRACE = Duration.ofMillis(900);

  /// As long as programs are given that do not end when they are asked to, and a bit.
  private static final Duration PROGRAMS_GRACE = Duration.ofSeconds(6);

  private final Host host;
  private final Ticker ticker = new Ticker();
  private final Daemon daemon;
  private Settings settings;
  private StatusSchedule schedule;
  private final StatusThread statusThread = new StatusThread();
  private final Reloading reloading;
  private final Pacing pacing;
  private boolean watching;
  private @Nullable Signals ending;

  DaemonLoop(Configuration configuration, Host host) {
    this.host = host;
    this.settings = configuration.settings();
    this.schedule = new StatusSchedule(settings.statusInterval());
    this.daemon = new Daemon(configuration, new LinuxSurroundings(() -> settings), ticker::now);
    this.pacing = new Pacing(Log.NORMAL::info, host::progress);
    this.reloading = new Reloading(host, daemon::post, this::take);
  }

  @Override
  public void signal(Signals signal) {
    daemon.post(() -> obey(signal));
  }

  private void obey(Signals signal) {
    if (signal == Signals.HUP) {
      Log.NORMAL.info("--- HUP signal, resetting ---");
      reloading.begin();
    } else if (ending == null) {
      Log.NORMAL.info("--- {} signal, fading ---", signal);
      ending = signal;
    }
  }

  private void take(Configuration configuration) {
    if (ending != null) {
      return;
    }
    Taken taken = Taken.of(settings, configuration.settings());
    if (!taken.settings().statusInterval().equals(settings.statusInterval())) {
      schedule = new StatusSchedule(taken.settings().statusInterval());
    }
    settings = taken.settings();
    Log.NORMAL.info("The configuration is taken up: {}", daemon.reconfigure(configuration));
    if (!taken.waiting().isEmpty()) {
      Log.WARN.warn(
          "A restart is needed for what changed of: {}", String.join(", ", taken.waiting()));
    }
  }

  @Override
  public Runnable control(Request request, Consumer<Reply> reply) {
    var question = new Daemon.Question(request, reply);
    daemon.ask(question);
    return () -> daemon.withdraw(question);
  }

  @Override
  public int run() throws ConfigurationException {
    try (statusThread) {
      return rounds();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.FAILURE;
    }
  }

  private int rounds() throws InterruptedException, ConfigurationException {
    while (true) {
      Instant now = ticker.now();
      Instant next = daemon.step(now);
      String failure = daemon.startFailure(now);
      if (failure != null) {
        end();
        throw new ConfigurationException(failure);
      }
      noteWatching();
      if (ending != null) {
        end();
        return ending.exitStatus;
      }
      Integer exit = daemon.exit();
      if (exit != null) {
        end();
        return exit;
      }
      Integer passed = settings.onePass() ? daemon.passed() : null;
      if (passed != null) {
        Log.NORMAL.info("onepass config set, exiting");
        writeStatus(ticker.now());
        end();
        return passed;
      }
      next = earlier(next, status(now));
      next = earlier(next, watchdog(now));
      next = earlier(next, pacing.step(now, daemon.syncs()));
      daemon.await(next);
    }
  }

  private void noteWatching() {
    if (!watching && daemon.isUnderWay()) {
      watching = true;
      host.watching();
    }
  }

  private void end() throws InterruptedException {
    daemon.close();
    int programs = daemon.stopPrograms();
    if (programs > 0) {
      Log.NORMAL.info("waiting for {} more child processes.", programs);
    }
    Instant limit = ticker.now().plus(programs > 0 ? PROGRAMS_GRACE : GRACE);
    while (!daemon.isIdle() && ticker.now().isBefore(limit)) {
      daemon.await(limit);
      daemon.step(ticker.now());
    }
    daemon.atWork().forEach(DaemonLoop::tellOfWork);
  }

  /// The kernel lets no process end that waits for an answer of a file system.
  private static void tellOfWork(SyncDefinition sync) {
    Log.WARN.warn(
        "{}: work on {} is not over; should that not answer, this process ends when it does",
        sync.name(),
        sync.target());
  }

  // The status file

  private @Nullable Instant status(Instant now) {
    if (settings.statusFile() == null) {
      return null;
    }
    if (schedule.isDue(now)) {
      Log.STATUSFILE.debug("writing now");
      writeStatus(now);
    } else {
      Log.STATUSFILE.debug("no statusfile write before {}", schedule.alarm());
    }
    return schedule.alarm();
  }

  private void writeStatus(Instant now) {
    AbsolutePath file = settings.statusFile();
    if (file == null) {
      return;
    }
    List<SyncStatus> syncs = daemon.syncs().stream().map(sync -> sync.life().status(now)).toList();
    statusThread.write(file, Instant.now(), syncs, watches(watchers()));
  }

  /// Asked by the thread that writes; what a watcher lists may be read by any.
  private static Watches watches(List<Watched> watchers) {
    return new Watches() {
      @Override
      public int size() {
        return watchers.stream().mapToInt(each -> each.watcher.size()).sum();
      }

      @Override
      public void forEach(Visitor visitor) {
        for (Watched each : watchers) {
          each.watcher.forEach(
              (descriptor, path) -> visitor.watched(descriptor, each.root.resolve(path)));
        }
      }
    };
  }

  private record Watched(AbsolutePath root, Watcher watcher) {}

  private List<Watched> watchers() {
    return daemon.syncs().stream()
        .filter(sync -> sync.watcher() != null)
        .map(sync -> new Watched(sync.definition().source(), sync.watcher()))
        .toList();
  }

  // The watchdog

  private @Nullable Instant watchdog(Instant now) {
    Duration timeout = host.systemd().watchdog();
    if (timeout == null) {
      return null;
    }
    host.systemd().alive();
    return now.plus(timeout.dividedBy(2));
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
