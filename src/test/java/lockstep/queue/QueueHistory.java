package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Scan;
import lockstep.queue.QueueModel.Doubt;
import lockstep.queue.QueueModel.Place;
import org.jspecify.annotations.Nullable;

/// One random history of a queue beside its model: events, batches, outcomes and barriers as a seed
/// has them. After each step both must agree; at the end the queue must come to rest.
final class QueueHistory {
  private static final List<RelativePath> DIRECTORIES = paths("", "a", "b", "a/b");
  private static final List<String> NAMES = List.of("x", "y", "a", "b");

  private final Random random;
  private final QueueModel model = new QueueModel();
  private final DelayQueue queue;
  private final int maxDelays;
  private final Map<String, Barrier> barriers = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  QueueHistory(long seed) {
    random = new Random(seed);
    Duration[] delays = {Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(5)};
    maxDelays = random.nextInt(4) == 0 ? 5 : 1000;
    queue = new DelayQueue(new Timing(delays[random.nextInt(delays.length)]), maxDelays);
  }

  List<String> log() {
    return log;
  }

  void run() {
    int steps = 20 + random.nextInt(150);
    for (int i = 0; i < steps; i++) {
      step();
      check();
    }
    comeToRest();
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> happen();
      case 4 -> advance(Duration.ofMillis(random.nextInt(3000)));
      case 5 -> rename();
      case 6, 7, 8 -> take();
      case 9, 10 -> end(3);
      default -> wait(random.nextInt(3));
    }
  }

  private void advance(Duration time) {
    now = now.plus(time);
    log.add(Words.seconds(now));
  }

  // What happens

  private void happen() {
    RelativePath path = path();
    boolean directory = random.nextInt(3) == 0;
    RelativePath above = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
    switch (random.nextInt(6)) {
      case 0 -> add(new Event.Create(path, directory, random.nextBoolean()), true);
      case 1 -> add(new Event.Modify(path, random.nextBoolean()), true);
      case 2 -> add(new Event.Attrib(path, false), false);
      case 3 -> add(new Event.Delete(path, directory), false);
      case 4 -> {
        log.add("attrib " + above + "/");
        queue.add(new Event.Attrib(above, true), now);
        model.heard(new Place(above, true), false, false);
      }
      default -> {
        log.add("rescan " + above + "/");
        queue.add(new Event.Rescan(above, now), now);
        model.heard(new Place(above, above.isRoot()), !above.isRoot(), above.isRoot());
      }
    }
  }

  private void add(Event event, boolean content) {
    log.add(event.toString());
    queue.add(event, now);
    RelativePath path =
        switch (event) {
          case Event.Create create -> create.path();
          case Event.Modify modify -> modify.path();
          case Event.Attrib attrib -> attrib.path();
          case Event.Delete delete -> delete.path();
          case Event.Move _, Event.Rescan _ -> throw new IllegalArgumentException();
        };
    model.heard(new Place(path, false), content, false);
  }

  private void rename() {
    RelativePath from = path();
    RelativePath to = path();
    if (from.equals(to) || from.isAtOrBelow(to) || to.isAtOrBelow(from)) {
      return;
    }
    boolean directory = random.nextInt(3) == 0;
    log.add("move " + from + " " + to);
    RelativePath start = start(from);
    Set<Place> ways = ways();
    queue.add(new Event.Move(from, to, directory), now);
    model.heard(new Place(from, false), false, false);
    model.moved(new Place(start, false), new Place(from, false), new Place(to, false), ways);
  }

  /// The pending entries that may be directories to look into.
  private Set<Place> ways() {
    var ways = new HashSet<Place>();
    queue.forEach(
        delay -> {
          if (!delay.isActive() && delay.descends()) {
            ways.add(Place.of(delay));
          }
        });
    return ways;
  }

  /// What has come to wait for an old name waits for the new one too.
  private void follow(Place place, Doubt origin) {
    queue.forEach(
        delay -> {
          RelativePath to = delay.movedTo();
          if (to != null && !delay.isActive() && Place.of(delay).equals(place)) {
            model.followed(origin, new Place(to, false));
          }
        });
  }

  /// The first name of the chain of renames that has come as far as `path`.
  private RelativePath start(RelativePath path) {
    var starts = new ArrayList<RelativePath>();
    queue.forEach(
        delay -> {
          if (!delay.isActive() && !delay.isItself() && delay.path().equals(path)) {
            starts.add(Objects.requireNonNullElse(delay.movedFrom(), path));
          }
        });
    return starts.isEmpty() ? path : starts.getFirst();
  }

  private RelativePath path() {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return DIRECTORIES
        .get(random.nextInt(DIRECTORIES.size()))
        .resolve(RelativePath.of(name).bytes());
  }

  // What is done about it

  private boolean take() {
    Instant next = queue.nextDue();
    boolean crowded = queue.size() >= maxDelays;
    @Nullable Batch batch = queue.take(now);
    if (crowded) {
      queue.forEach(
          delay ->
              assertTrue(
                  delay.isActive()
                      || delay.ready
                      || delay.attempts() > 0
                      || delay.unsettled() > 0
                      || delay.isHeldOpen(),
                  () -> "waits although many are pending: " + delay));
    }
    if (batch == null) {
      checkRest(next);
      return false;
    }
    log.add("take " + Words.batch(batch));
    model.taken(batch);
    checkRenames(batch);
    return true;
  }

  private static void checkRenames(Batch batch) {
    var left = new ArrayList<RelativePath>();
    for (Delay to : batch.moved()) {
      RelativePath from = to.movedFrom();
      assertNotNull(from);
      assertTrue(
          batch.moved().stream()
              .filter(other -> to.path().equals(other.movedFrom()))
              .allMatch(other -> left.contains(to.path())),
          () -> "comes before what is there has left: " + to.path());
      left.add(from);
    }
    assertTrue(
        batch.delays().stream().map(Delay::path).toList().containsAll(left),
        "the old name is not worked on together with the new one");
    var receives =
        batch.parts().stream()
            .map(part -> part.names().stream().anyMatch(name -> name.movedFrom() != null))
            .toList();
    assertEquals(
        receives.stream().sorted(Comparator.reverseOrder()).toList(),
        receives,
        "something is removed before it has been put in its new place");
  }

  /// While nothing can be taken and nobody is at work, time is all that is waited for.
  private void checkRest(@Nullable Instant before) {
    Instant next = queue.nextDue();
    if (model.working().isEmpty() && queue.size() > 0) {
      assertNotNull(next, "waits for ever");
      assertTrue(next.isAfter(now), "is due, and not taken");
    }
    assertTrue(before == null || next == null || !next.isBefore(now));
    queue.forEach(
        delay -> {
          if (!delay.isActive() && !delay.ready) {
            assertTrue(
                next != null && !next.isAfter(delay.due()), () -> "wakes too late for " + delay);
          }
        });
  }

  /// @param trouble one delay of so many meets trouble; 0 for none
  private void end(int trouble) {
    List<Batch> working = new ArrayList<>(model.working());
    if (working.isEmpty()) {
      return;
    }
    working.sort((a, b) -> a.toString().compareTo(b.toString()));
    Batch batch = working.get(random.nextInt(working.size()));
    log.add("end " + batch);
    List<Delay> delays = batch.delays();
    if (trouble > 0) {
      derive(batch, delays.get(random.nextInt(delays.size())));
    }
    queue.release(batch);
    for (Delay delay : delays) {
      end(batch, delay, trouble == 0 ? 9 : random.nextInt(2 * trouble));
    }
    model.ended(batch);
  }

  private void end(Batch batch, Delay delay, int how) {
    Place place = Place.of(delay);
    switch (how) {
      case 0 -> {
        log.add("  failed " + place);
        queue.putBack(delay, "EIO", now.plusMillis(500 + random.nextInt(9000)));
        Doubt doubt = model.working(batch, place);
        model.notDone(batch, place, true);
        follow(place, doubt);
      }
      case 1 -> {
        log.add("  unsettled " + place);
        queue.postpone(delay, now);
        Doubt doubt = model.working(batch, place);
        model.notDone(batch, place, false);
        follow(place, doubt);
      }
      default -> {
        queue.retire(delay);
        model.done(batch, place);
      }
    }
  }

  private void derive(Batch batch, Delay origin) {
    Place from = Place.of(origin);
    RelativePath directory = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()));
    switch (random.nextInt(6)) {
      case 0 -> {
        log.add("  derive scan " + directory + " from " + from);
        queue.derive(directory, new Scan(now, true, false), origin, now);
        model.derived(new Place(directory, true), false, true, batch, from);
      }
      case 1 -> {
        log.add("  derive attributes " + directory + " from " + from);
        queue.derive(directory, null, origin, now);
        model.derived(new Place(directory, true), false, false, batch, from);
      }
      case 2 -> {
        RelativePath path = path();
        log.add("  derive entry " + path + " from " + from);
        queue.deriveEntry(path, random.nextBoolean(), origin, now);
        model.derived(new Place(path, false), true, false, batch, from);
        follow(new Place(path, false), model.working(batch, from));
      }
      default -> {}
    }
  }

  private void wait(int number) {
    String name = "barrier " + number;
    Barrier old = barriers.get(name);
    if (old != null) {
      queue.remove(old);
      model.drop(name);
    }
    log.add(name);
    barriers.put(name, queue.barrier(now));
    model.barrier(name);
  }

  private void check() {
    model.check(queue);
    barriers.forEach(model::check);
  }

  /// From now on all goes well: everything that was heard of must come in a batch.
  private void comeToRest() {
    for (int rounds = 0; queue.size() > 0; rounds++) {
      assertTrue(rounds < 2000, () -> "does not come to rest: " + Words.pending(queue));
      if (!take()) {
        if (model.working().isEmpty()) {
          now = queue.nextDue();
        } else {
          end(0);
        }
      }
      check();
    }
    assertEquals(0, model.size());
    assertNull(queue.nextDue());
    assertTrue(barriers.values().stream().allMatch(Barrier::isDone));
  }

  private static List<RelativePath> paths(String... paths) {
    return List.of(paths).stream().map(RelativePath::of).toList();
  }
}
