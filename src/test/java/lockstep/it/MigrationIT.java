package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The main job: a mail store is kept in step with a network file system while mail keeps arriving;
/// the operator stops the source, waits for the program to say that all is there, and moves over.
/// Not one message may be lost or altered, and no index be stale.
class MigrationIT {
  private static final int THREADS = 3;
  private static final int CUTOVERS = 2;
  private static final long MAIL_MILLIS = 1_500;
  private static final int LOOKS = 4;

  private static final String CONFIGURATION =
      """
      settings {
        logfile = "HOME/lsyncd.log",
        statusFile = "HOME/lsyncd-status.log",
        statusInterval = 20
      }
      sync {
        LAYER source = "SOURCE",
        target = "TARGET",
        delay = DELAY,
        rsync = {
          archive = true
        }
      }
      """;

  @Test
  void aSyncWithoutLayer() throws Exception {
    migrate("", 5);
  }

  @Test
  void defaultRsync() throws Exception {
    migrate("default.rsync,", 1);
  }

  @Test
  void defaultDirect() throws Exception {
    migrate("default.direct,", 1);
  }

  private static void migrate(String layer, int delay) throws Exception {
    String configuration = CONFIGURATION.replace("LAYER", layer).replace("DELAY", "" + delay);
    try (Stage stage = Stage.create();
        var store = new MailStore(stage.source)) {
      var random = new SplittableRandom(delay);
      for (int i = 0; i < 2_000; i++) {
        store.happen(random); // what was there before
      }
      stage.configure(configuration);
      stage.start();
      for (int cutover = 0; cutover < CUTOVERS; cutover++) {
        mailArrives(stage, store, cutover == 0);
        Map<String, String> delivered = store.messages();
        stage.waitInStep();
        assertDelivered(stage, store, delivered);
        stage.assertSame(TreeDifference.Options.ARCHIVE);
      }
      stage.stop();
      String log = Files.readString(stage.home.resolve("lsyncd.log"));
      assertTrue(log.contains("--- Startup"), log);
      assertTrue(Files.readString(stage.home.resolve("lsyncd-status.log")).startsWith("Lsyncd "));
    }
  }

  /// Mail arrives for a while, during which the operator waits too if asked to.
  private static void mailArrives(Stage stage, MailStore store, boolean waiting) throws Exception {
    var over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        var random = new SplittableRandom(i);
        ends.add(threads.submit(() -> deliver(store, random, over)));
      }
      try {
        Thread.sleep(MAIL_MILLIS);
        if (waiting) {
          Map<String, String> delivered = store.messages();
          stage.waitInStep();
          assertDelivered(stage, store, delivered);
        }
      } finally {
        over.set(true);
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
  }

  private static void deliver(MailStore store, SplittableRandom random, AtomicBoolean over) {
    while (!over.get()) {
      for (int i = 0; i < 5; i++) {
        store.happen(random);
      }
      try {
        Thread.sleep(random.nextInt(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Expects each message at the target, unaltered, unless it has been deleted since.
  ///
  /// One that is renamed while the directories are read may be missed, but not each time.
  private static void assertDelivered(Stage stage, MailStore store, Map<String, String> delivered)
      throws Exception {
    List<String> wrong = wrong(stage, store, delivered);
    for (int look = 1; look < LOOKS && !wrong.isEmpty(); look++) {
      wrong.retainAll(wrong(stage, store, delivered));
    }
    assertEquals(List.of(), wrong, () -> "of " + delivered.size() + " messages");
  }

  private static List<String> wrong(Stage stage, MailStore store, Map<String, String> delivered) {
    Map<String, List<String>> there = MailStore.found(stage.target);
    var wrong = new ArrayList<String>();
    for (Map.Entry<String, String> message : delivered.entrySet()) {
      List<String> copies = there.getOrDefault(message.getKey(), List.of());
      boolean whole = !copies.isEmpty() && copies.stream().allMatch(message.getValue()::equals);
      if (!whole && !store.isDeleted(message.getKey())) {
        wrong.add(message.getKey());
      }
    }
    return wrong;
  }
}
