package lockstep.queue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Due delays that are worked on together: those of one directory, and those that renames tie to
/// them. Nobody else works on these directories until the batch is released.
public final class Batch {
  /// The delays of one directory.
  ///
  /// @param names entries in it
  /// @param itself the delay of the directory itself, or null
  public record Part(RelativePath directory, List<Delay> names, @Nullable Delay itself) {
    public Part {
      names = List.copyOf(names);
    }

    /// All of them, the directory's own last.
    public List<Delay> delays() {
      if (itself == null) {
        return names;
      }
      var all = new ArrayList<>(names);
      all.add(itself);
      return all;
    }
  }

  private final List<Part> parts;
  private final boolean crowded;

  /// @param crowded whether so much is pending that nothing should be added that can be done at
  ///   once
  Batch(List<Part> parts, boolean crowded) {
    this.parts = List.copyOf(parts);
    this.crowded = crowded;
  }

  /// Whether so much is pending that nothing should be added that can be done at once.
  public boolean isCrowded() {
    return crowded;
  }

  public List<Part> parts() {
    return parts;
  }

  /// How many directories are compared entirely.
  public long scans() {
    return parts().stream()
        .map(Part::itself)
        .filter(itself -> itself != null && itself.scan() != null)
        .count();
  }

  public List<Delay> delays() {
    return parts.stream().flatMap(part -> part.delays().stream()).toList();
  }

  /// The entries that were renamed, in the order of the events, except that what was at a name
  /// leaves before another takes its place: a chain of renames is kept as one, and that is both
  /// early and late.
  public List<Delay> moved() {
    var ordered = new LinkedHashSet<Delay>();
    delays().stream()
        .filter(delay -> delay.movedFrom != null)
        .sorted(Comparator.comparingLong(delay -> delay.moved))
        .forEach(delay -> addAfterWhatLeaves(delay, ordered));
    return List.copyOf(ordered);
  }

  private static void addAfterWhatLeaves(Delay delay, Set<Delay> ordered) {
    var leaving = new ArrayDeque<Delay>();
    for (Delay next = delay; next != null && !ordered.contains(next); next = next.movedTo) {
      leaving.push(next);
    }
    ordered.addAll(leaving);
  }

  /// The names that something came through on its way to another name of the batch.
  public List<Delay> passed() {
    return delays().stream().filter(Batch::hasPassed).toList();
  }

  private static boolean hasPassed(Delay delay) {
    Delay at = delay.destination();
    return at != null && at.active;
  }

  /// The part for `directory`.
  public Optional<Part> part(RelativePath directory) {
    return parts.stream().filter(part -> part.directory.equals(directory)).findFirst();
  }

  /// When the oldest of its delays was first heard of.
  public Instant first() {
    return delays().stream().map(Delay::first).min(Instant::compareTo).orElseThrow();
  }

  @Override
  public String toString() {
    return delays().toString();
  }
}
