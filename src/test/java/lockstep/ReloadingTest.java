package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReloadingTest {
  private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
  private final List<Configuration> taken = new ArrayList<>();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final Configuration configuration = Definitions.configuration();
  private final AtomicInteger unwanted = new AtomicInteger();

  @Test
  void theLoopOnlyGetsTheResult() throws Exception {
    var reloading = new Reloading(new TestHost(0), loop::add, taken::add);
    reloading.begin();
    assertTrue(taken.isEmpty());
    loop.take().run();
    assertEquals(List.of(configuration), taken);
  }

  @Test
  void aReadingThatHangsIsPassedByTheNext() throws Exception {
    var host = new TestHost(1);
    var reloading = new Reloading(host, loop::add, taken::add);
    reloading.begin();
    host.begun.take();
    reloading.begin();
    loop.take().run();
    assertEquals(List.of(configuration), taken);
    hang.countDown();
    loop.take().run();
    assertEquals(List.of(configuration), taken);
    assertEquals(1, unwanted.get());
  }

  @Test
  void noSignalIsForgottenHoweverManyReadingsHang() throws Exception {
    var host = new TestHost(8);
    var reloading = new Reloading(host, loop::add, taken::add);
    for (int i = 0; i < 12; i++) {
      reloading.begin();
    }
    for (int i = 0; i < 8; i++) {
      host.begun.take();
    }
    hang.countDown();
    for (int i = 0; i < 9; i++) {
      loop.take().run();
    }
    assertEquals(9, host.readings.get());
    assertEquals(configuration, taken.getLast());
  }

  /// A host whose first readings hang.
  private final class TestHost implements Host {
    private final BlockingQueue<Boolean> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final int hangs;

    TestHost(int hangs) {
      this.hangs = hangs;
    }

    @Override
    public void watching() {}

    @Override
    public Configuration reload(BooleanSupplier wanted) throws ConfigurationException {
      if (readings.getAndIncrement() < hangs) {
        begun.add(true);
        try {
          hang.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      if (!wanted.getAsBoolean()) {
        unwanted.incrementAndGet();
      }
      return configuration;
    }

    @Override
    public Notify systemd() {
      return Notify.of(Map.of(), 1);
    }
  }
}
