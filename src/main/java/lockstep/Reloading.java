package lockstep;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;

/// Reads the configuration again, on a thread of its own: a configuration may compute for seconds,
/// and a target that hangs answers the checks when it likes.
///
/// A second signal begins anew; what the first one comes to is then no longer asked for. So a
/// target that hangs can be taken out of the configuration.
final class Reloading {
  /// So many may be under way at once, as each may hang. One more waits for the first that ends.
  private static final int MOST = 8;

  private final Host host;
  private final Consumer<Runnable> loop;
  private final Consumer<Configuration> receiver;
  private final AtomicInteger latest = new AtomicInteger();
  private int running;
  private boolean again;

  /// @param loop has something run on the loop's thread
  /// @param receiver is handed the configuration there
  Reloading(Host host, Consumer<Runnable> loop, Consumer<Configuration> receiver) {
    this.host = host;
    this.loop = loop;
    this.receiver = receiver;
  }

  /// Called on the loop's thread.
  void begin() {
    if (running == MOST) {
      if (!again) {
        Log.WARN.warn("The configuration is read when one of {} earlier readings has ended", MOST);
      }
      again = true;
      return;
    }
    running++;
    int number = latest.incrementAndGet();
    host.systemd().reloading(System.nanoTime());
    Thread.ofPlatform().name("reload").daemon().start(() -> read(number));
  }

  private void read(int number) {
    Runnable result;
    try {
      Configuration configuration = host.reload(() -> latest.get() == number);
      result = () -> receiver.accept(configuration);
    } catch (ConfigurationException | RuntimeException e) {
      result = () -> refuse(e);
    }
    Runnable last = result;
    loop.accept(() -> end(number, last));
  }

  private void end(int number, Runnable result) {
    running--;
    if (latest.get() == number) {
      result.run();
      host.systemd().ready();
    }
    if (again) {
      again = false;
      begin();
    }
  }

  private static void refuse(Exception e) {
    Log.ERROR.error("The configuration is not taken up, the old one stays: {}", e.getMessage());
  }
}
