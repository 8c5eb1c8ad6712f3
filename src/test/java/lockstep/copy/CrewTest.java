package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CrewTest {
  private static final List<Integer> MANY = IntStream.range(0, 1001).boxed().toList();

  private final Queue<Integer> done = new ConcurrentLinkedQueue<>();
  private final AtomicInteger last = new AtomicInteger();

  private boolean run(List<Integer> items, Executor workers) {
    return new Crew<>(items, done::addAll, workers::execute, last::incrementAndGet).run();
  }

  private void assertDone(List<Integer> items) {
    assertEquals(items, done.stream().sorted().toList());
  }

  @Test
  void shortListsNeedNobody() {
    Executor nobody =
        _ -> {
          throw new AssertionError("called");
        };
    assertTrue(run(List.of(), nobody));
    assertTrue(run(MANY.subList(0, 32), nobody));
    assertDone(MANY.subList(0, 32));
  }

  @Test
  void onTheCallingThreadNothingNests() {
    var depth = new AtomicInteger();
    assertTrue(
        run(
            MANY,
            task -> {
              assertEquals(1, depth.incrementAndGet());
              task.run();
              depth.decrementAndGet();
            }));
    assertDone(MANY);
    assertEquals(0, last.get());
  }

  @Test
  void aClosedPoolLeavesItToTheCaller() {
    assertTrue(
        run(
            MANY,
            _ -> {
              throw new RejectedExecutionException();
            }));
    assertDone(MANY);
  }

  @Test
  void helpersThatComeTooLateDoNothing() {
    var tasks = new ArrayDeque<Runnable>();
    assertTrue(run(MANY, tasks::add));
    tasks.forEach(Runnable::run);
    assertDone(MANY);
    assertEquals(0, last.get());
  }

  @Test
  void whoeverIsLastGoesOnExactlyOnce() throws InterruptedException {
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 200; round++) {
        done.clear();
        last.set(0);
        var finished = new CountDownLatch(1);
        var crew =
            new Crew<>(
                MANY,
                done::addAll,
                pool::execute,
                () -> {
                  last.incrementAndGet();
                  finished.countDown();
                });
        if (crew.run()) {
          assertEquals(0, last.get());
        } else {
          finished.await();
          assertEquals(1, last.get());
        }
        assertDone(MANY);
      }
    }
  }

  /// Where many threads wait for a slow target, each takes one item.
  @Test
  void manyWorkersGetOneItemEach() {
    var calls = new ArrayDeque<Runnable>();
    var sizes = new ArrayList<Integer>();
    var workers =
        new Workers() {
          @Override
          public int width() {
            return 64;
          }

          @Override
          public void execute(Runnable task) {
            calls.add(task);
          }
        };
    var crew = new Crew<>(MANY, chunk -> sizes.add(chunk.size()), workers, last::incrementAndGet);
    assertTrue(crew.run());
    assertEquals(64, calls.size());
    assertEquals(MANY.size(), sizes.size());
  }

  @Test
  void chunksAreTakenInOrder() {
    var order = new ArrayList<Integer>();
    new Crew<>(MANY, order::addAll, Runnable::run, last::incrementAndGet).run();
    assertEquals(MANY, order);
  }
}
