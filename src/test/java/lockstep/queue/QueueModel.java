package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.event.RelativePath;

/// What a queue must hold, as simply as it can be said: a set of places in doubt, those at work in
/// each batch, and what each barrier waits for.
final class QueueModel {
  /// An entry, or a directory itself.
  record Place(RelativePath path, boolean itself) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byPath = path.compareTo(other.path);
      return byPath != 0 ? byPath : Boolean.compare(itself, other.itself);
    }

    static Place of(Delay delay) {
      return new Place(delay.path(), delay.isItself());
    }

    @Override
    public String toString() {
      return path + (itself ? "/" : "");
    }
  }

  /// One doubt about a place, and who waits for it to be cleared.
  static final class Doubt {
    boolean content;
    boolean scan;

    /// Those that wait for it, each with whether it has failed since.
    final Map<String, Boolean> barriers = new HashMap<>();

    void cover(Doubt origin) {
      origin.barriers.keySet().forEach(name -> barriers.putIfAbsent(name, false));
    }

    void add(Doubt other) {
      content |= other.content;
      scan |= other.scan;
      cover(other);
    }
  }

  private final Map<Place, Doubt> pending = new HashMap<>();
  private final Map<Batch, Map<Place, Doubt>> working = new HashMap<>();

  void heard(Place place, boolean content, boolean scan) {
    Doubt doubt = pending.computeIfAbsent(place, _ -> new Doubt());
    doubt.content |= content;
    doubt.scan |= scan;
  }

  /// What waits for the old name, for anything below it, or for a look that would come upon it,
  /// waits for both names.
  ///
  /// @param start the first name of a chain of renames
  /// @param ways the pending entries from which there may be a way down to the old name
  void moved(Place start, Place from, Place to, Set<Place> ways) {
    heard(to, false, false);
    Stream<Doubt> waiting =
        pending.entrySet().stream()
            .filter(each -> concerns(each, from, ways.contains(each.getKey())))
            .map(Map.Entry::getValue);
    Stream<Doubt> worked =
        working.values().stream()
            .flatMap(each -> each.entrySet().stream())
            .filter(each -> concerns(each, from, !each.getKey().itself()))
            .map(Map.Entry::getValue);
    List<Doubt> former = Stream.concat(waiting, worked).toList();
    for (Place end : List.of(from, to)) {
      former.forEach(pending.get(end)::cover);
      pending.get(end).cover(pending.get(start));
    }
  }

  private static boolean concerns(Map.Entry<Place, Doubt> each, Place moved, boolean way) {
    RelativePath path = each.getKey().path();
    return path.isAtOrBelow(moved.path())
        || moved.path().isBelow(path) && (way || each.getValue().scan);
  }

  /// What waits for `origin` waits for `to` as well.
  void followed(Doubt origin, Place to) {
    pending.get(to).cover(origin);
  }

  /// What is being worked on at `place`.
  Doubt working(Batch batch, Place place) {
    return working.get(batch).get(place);
  }

  void derived(Place place, boolean content, boolean scan, Batch batch, Place origin) {
    heard(place, content, scan);
    pending.get(place).cover(working.get(batch).get(origin));
  }

  void barrier(String name) {
    all().forEach(doubt -> doubt.barriers.put(name, false));
  }

  void drop(String name) {
    all().forEach(doubt -> doubt.barriers.remove(name));
  }

  private List<Doubt> all() {
    var all = new ArrayList<>(pending.values());
    working.values().forEach(each -> all.addAll(each.values()));
    return all;
  }

  void taken(Batch batch) {
    Map<Place, Doubt> work = new HashMap<>();
    for (Batch.Part part : batch.parts()) {
      assertTrue(
          working.keySet().stream().noneMatch(other -> other.part(part.directory()).isPresent()),
          () -> "at work twice: /" + part.directory());
      for (Delay delay : part.delays()) {
        Doubt doubt = pending.remove(Place.of(delay));
        assertTrue(doubt != null, () -> "nobody doubted " + delay);
        assertTrue(delay.content() || !doubt.content, () -> "content forgotten: " + delay);
        assertEquals(doubt.scan, delay.scan() != null, () -> "scan: " + delay);
        assertEquals(delay.isItself() ? delay.path() : delay.path().parent(), part.directory());
        doubt.barriers.replaceAll((_, _) -> false);
        work.put(Place.of(delay), doubt);
      }
    }
    working.put(batch, work);
  }

  Set<Batch> working() {
    return working.keySet();
  }

  void done(Batch batch, Place place) {
    working.get(batch).remove(place);
  }

  /// @param failed otherwise it was found changing
  void notDone(Batch batch, Place place, boolean failed) {
    Doubt old = working.get(batch).remove(place);
    old.content |= !failed;
    pending.computeIfAbsent(place, _ -> new Doubt()).add(old);
    if (failed) {
      pending.get(place).barriers.replaceAll((_, _) -> true);
    }
  }

  void ended(Batch batch) {
    assertTrue(working.remove(batch).isEmpty());
  }

  int size() {
    return all().size();
  }

  /// That the queue shows exactly what the model has.
  void check(DelayQueue queue) {
    assertEquals(size(), queue.size());
    var shown = new ArrayList<Place>();
    var atWork = new ArrayList<Place>();
    queue.forEach(delay -> (delay.isActive() ? atWork : shown).add(Place.of(delay)));
    assertEquals(text(pending.keySet()), text(shown));
    assertEquals(
        text(working.values().stream().flatMap(each -> each.keySet().stream()).toList()),
        text(atWork));
  }

  private static String text(Iterable<Place> places) {
    var sorted = new ArrayList<Place>();
    places.forEach(sorted::add);
    sorted.sort(null);
    return sorted.stream().map(Place::toString).collect(Collectors.joining(" "));
  }

  /// That the barrier waits for just what it is to wait for.
  void check(String name, Barrier barrier) {
    var remaining =
        all().stream().map(doubt -> doubt.barriers.get(name)).filter(Objects::nonNull).toList();
    assertEquals(remaining.size(), barrier.remaining(), name);
    assertEquals(remaining.isEmpty(), barrier.isDone(), name);
    boolean stuck = !remaining.isEmpty() && remaining.stream().allMatch(failed -> failed);
    assertEquals(stuck, barrier.isStuck(), name);
  }
}
