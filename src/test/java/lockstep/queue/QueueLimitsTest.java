package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.Test;

/// What keeps the queue small, whatever comes in.
final class QueueLimitsTest {
  private static final Instant START = Instant.EPOCH;
  private final DelayQueue queue = new DelayQueue(new Timing(Duration.ofSeconds(15)), 1_000_000);

  private static Event changed(String path) {
    return new Event.Modify(RelativePath.of(path), true);
  }

  private static Event made(String path) {
    return new Event.Create(RelativePath.of(path), true, false);
  }

  private static Event touched(String path) {
    return new Event.Attrib(RelativePath.of(path), true);
  }

  private List<Delay> pending() {
    var all = new ArrayList<Delay>();
    queue.forEach(all::add);
    return all;
  }

  private Batch take(Instant now) {
    Batch batch = queue.take(now);
    assertNotNull(batch);
    return batch;
  }

  @Test
  void aMillionEventsOnAThousandPathsLeaveAThousandDelays() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      events.add(changed("d" + i % 10 + "/f" + i));
    }
    for (int i = 0; i < 1_000_000; i++) {
      queue.add(events.get(i * 7 % 1000), START.plusMillis(i / 1000));
    }
    assertEquals(1000, queue.size());
    assertEquals(1000, pending().size());
    int taken = 0;
    Instant due = START.plusSeconds(17);
    for (Batch batch = queue.take(due); batch != null; batch = queue.take(due)) {
      taken += batch.delays().size();
      queue.release(batch);
      batch.delays().forEach(queue::retire);
    }
    assertEquals(1000, taken);
    assertEquals(0, queue.size());
    assertNull(queue.nextDue());
  }

  /// `-Dlockstep.events=NUMBER` sets how many.
  @Test
  void eventsOnEverNewPathsNeverPileUp() {
    int events = Integer.getInteger("lockstep.events", 1_000_000);
    int most = 0;
    for (int i = 0; i < events; i++) {
      queue.add(changed("d" + i % 100_003 + "/f" + i), START.plusMillis(i / 1000));
      most = Math.max(most, queue.size());
    }
    assertTrue(most > DelayQueue.MOST_DELAYS / 2, "nothing piles up here at all");
    assertTrue(most <= DelayQueue.MOST_DELAYS + 1, most + " delays");
  }

  @Test
  void asManyNamesAsTheLimitStayNames() {
    for (int i = 0; i < DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    assertEquals(DelayQueue.MOST_NAMES, queue.size());
  }

  @Test
  void oneMoreFoldsThemIntoAScanByContentSinceTheFirst() {
    for (int i = 0; i < DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START.plusSeconds(i == 0 ? 0 : 1));
    }
    var barrier = queue.barrier(START.plusSeconds(1));
    queue.add(changed("d/last"), START.plusSeconds(2));
    assertEquals("Full /d/(scan since 0) @2", Words.pending(queue));
    assertEquals(1, barrier.remaining(), "the scan stands for them");
    Batch batch = queue.take(START.plusSeconds(2));
    assertEquals("/d/: (scan since 0)", Words.batch(batch));
    queue.release(batch);
    queue.retire(batch.delays().getFirst());
    assertTrue(barrier.isDone());
    assertEquals(0, queue.size());
  }

  @Test
  void anotherDirectoryIsNotFolded() {
    queue.add(changed("e/f"), START);
    for (int i = 0; i <= DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    assertEquals("Full /d/(scan since 0) @0, Modify e/f* @15", Words.pending(queue));
  }

  @Test
  void directoriesAreKeptForTheScanDoesNotGoDownIntoThem() {
    queue.add(made("d/sub"), START);
    queue.add(new Event.Rescan(RelativePath.of("d/lost"), START), START);
    for (int i = 0; i < DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    assertEquals(
        "Full /d/(scan since 0) @0, Create d/sub/*+ @15, Full d/lost/*+ @0, Modify d/f9999* @15",
        Words.pending(queue));
  }

  @Test
  void alsoIfAFileOfThatNameWasPendingBefore() {
    queue.add(changed("d/sub"), START);
    queue.add(new Event.Rescan(RelativePath.of("d/sub"), START), START);
    for (int i = 0; i < DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    assertEquals(
        "Full /d/(scan since 0) @0, Modify d/sub*+ @0",
        Words.pending(queue).replace("sub/", "sub"));
  }

  @Test
  void aRenamedDirectoryIsLookedIntoAsTheScanMayMakeItEmpty() {
    queue.add(new Event.Move(RelativePath.of("d/a"), RelativePath.of("d/b"), true), START);
    for (int i = 0; i < DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    assertTrue(
        Words.pending(queue)
            .startsWith("Full /d/(scan since 0) @0, Delete d/a/ > d/b @15, Move d/b/+ @15"),
        Words.pending(queue));
  }

  @Test
  void directoriesAloneCauseNoScan() {
    int many = 3 * DelayQueue.MOST_NAMES;
    for (int i = 0; i < many; i++) {
      queue.add(made("d/sub" + i), START);
    }
    assertEquals(many, queue.size());
    assertTrue(pending().stream().noneMatch(Delay::isItself));
  }

  @Test
  void namesAmongManyDirectoriesFoldInTheirTurn() {
    for (int i = 0; i <= DelayQueue.MOST_NAMES; i++) {
      queue.add(made("d/sub" + i), START);
    }
    for (int i = 0; i <= DelayQueue.MOST_NAMES; i++) {
      queue.add(changed("d/f" + i), START);
    }
    long files = pending().stream().filter(delay -> !delay.isDirectory()).count();
    assertTrue(files <= DelayQueue.MOST_NAMES, "files: " + files);
    assertEquals(1, pending().stream().filter(Delay::isItself).count());
  }

  @Test
  void tooManyInAllFoldIntoAScanOfEverything() {
    for (int i = 0; i <= DelayQueue.MOST_DELAYS; i++) {
      queue.add(changed("d" + i % 100 + "/f" + i), START.plusSeconds(i / 100_000));
    }
    assertEquals("Full /(scan all since 0) @2", Words.pending(queue));
    assertEquals(START.plusSeconds(2), queue.nextDue());
  }

  @Test
  void attributesOfTooManyDirectoriesFoldAsWell() {
    for (int i = 0; i < DelayQueue.MOST_DELAYS; i++) {
      queue.add(touched("d" + i % 100 + "/sub" + i), START.plusSeconds(i / 100_000));
    }
    assertEquals(DelayQueue.MOST_DELAYS, queue.size());
    queue.add(touched("d"), START.plusSeconds(3));
    assertEquals("Full /(scan all since 0) @3", Words.pending(queue));
    for (int i = 0; i <= DelayQueue.MOST_DELAYS; i++) {
      queue.add(touched("e" + i), START.plusSeconds(4));
    }
    assertEquals("Full /(scan all since 0) @4", Words.pending(queue));
  }

  @Test
  void entriesAndAttributesCountTogether() {
    for (int i = 0; i < DelayQueue.MOST_DELAYS / 2; i++) {
      queue.add(touched("d" + i % 100 + "/sub" + i), START);
      queue.add(changed("d" + i % 100 + "/f" + i), START);
    }
    assertEquals(DelayQueue.MOST_DELAYS, queue.size());
    queue.add(touched(""), START.plusSeconds(1));
    assertEquals("Full /(scan all since 0) @1", Words.pending(queue));
  }

  @Test
  void scansThatArePendingStay() {
    queue.scan(RelativePath.of("a"), new Delay.Scan(null, true, true), Delay.Kind.INIT, START);
    for (int i = 0; i <= DelayQueue.MOST_DELAYS; i++) {
      queue.add(touched("d" + i), START);
    }
    assertEquals(
        "Full /(scan all since 0) @0, Init /a/(scan deep startup) @0", Words.pending(queue));
  }

  /// What came and went, was merged or put back, is counted once or no more.
  @Test
  void onlyWhatIsPendingCounts() {
    Instant now = START;
    for (int i = 0; i < 1000; i++) {
      queue.add(touched("d"), now);
      queue.add(changed("d/f"), now);
      now = now.plusSeconds(60);
      Batch names = take(now);
      queue.add(touched("d"), now);
      queue.add(changed("d/f"), now);
      queue.release(names);
      for (Delay delay : names.delays()) {
        queue.putBack(delay, "EIO", now);
      }
      queue.scan(RelativePath.of("d"), new Delay.Scan(null, true, false), Delay.Kind.FULL, now);
      Batch first = take(now);
      queue.add(touched("d"), now);
      queue.release(first);
      first.delays().forEach(delay -> queue.putBack(delay, "EIO", START));
      for (Batch rest = queue.take(now); rest != null; rest = queue.take(now)) {
        queue.release(rest);
        rest.delays().forEach(queue::retire);
      }
      assertEquals(0, queue.size());
    }
    for (int i = 0; i < DelayQueue.MOST_DELAYS; i++) {
      queue.add(changed("d" + i % 100 + "/f" + i), now);
    }
    assertEquals(DelayQueue.MOST_DELAYS, queue.size());
    queue.add(changed("one/more"), now);
    assertEquals(1, queue.size());
  }

  @Test
  void ifDirectoriesMovedAmongThemTheirOldTimesProveNothing() {
    queue.add(new Event.Move(RelativePath.of("a"), RelativePath.of("b"), true), START);
    for (int i = 0; i < DelayQueue.MOST_DELAYS; i++) {
      queue.add(changed("d" + i % 100 + "/f" + i), START);
    }
    assertTrue(
        Words.pending(queue).startsWith("Full /(scan all since ever) @0"), Words.pending(queue));
  }

  @Test
  void whatIsAtWorkIsNotFolded() {
    queue.add(changed("d0/at-work"), START);
    Batch batch = queue.take(START.plusSeconds(15));
    assertNotNull(batch);
    for (int i = 0; i <= DelayQueue.MOST_DELAYS; i++) {
      queue.add(changed("d" + i % 100 + "/f" + i), START.plusSeconds(15));
    }
    assertEquals("[Modify d0/at-work*], Full /(scan all since 15) @15", Words.pending(queue));
    queue.release(batch);
    queue.putBack(batch.delays().getFirst(), "EIO", START.plusSeconds(20));
    assertEquals(2, queue.size());
    assertEquals(START.plusSeconds(15), queue.nextDue());
  }

  @Test
  void aBatchIsLimitedAndTheRestFollows() {
    int more = DelayQueue.MOST_IN_BATCH + 1;
    for (int i = 0; i < more; i++) {
      queue.add(changed("f" + i), START);
    }
    Instant due = START.plusSeconds(15);
    Batch first = queue.take(due);
    assertNotNull(first);
    assertEquals(DelayQueue.MOST_IN_BATCH, first.delays().size());
    assertNull(queue.take(due), "the directory is at work");
    queue.release(first);
    first.delays().forEach(queue::retire);
    Batch rest = queue.take(due);
    assertNotNull(rest);
    assertEquals(1, rest.delays().size());
  }
}
