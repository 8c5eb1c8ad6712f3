package lockstep.copy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import lockstep.tree.Directory;
import org.jspecify.annotations.Nullable;

/// A name in a directory that is being compared, with what is known of it before it is looked at.
///
/// @param named what an event said of it, if one did
/// @param listed whether both directories were listed; otherwise nothing is known of either side
/// @param inSource how the source's listing has it, or null
/// @param inTarget how the target's listing has it, or null
record Entry(
    byte[] name,
    Work.@Nullable Named named,
    boolean listed,
    Directory.@Nullable Entry inSource,
    Directory.@Nullable Entry inTarget) {

  static List<Entry> ofNames(List<Work.Named> names) {
    return unique(names).stream()
        .map(named -> new Entry(named.name(), named, false, null, null))
        .toList();
  }

  /// All names of the three lists, each once, in the order of their bytes.
  static List<Entry> merge(
      List<Work.Named> names, List<Directory.Entry> source, List<Directory.Entry> target) {
    var named = new Cursor<>(unique(names), Work.Named::name);
    var left = new Cursor<>(source, Directory.Entry::name);
    var right = new Cursor<>(target, Directory.Entry::name);
    var entries = new ArrayList<Entry>(Math.max(source.size(), target.size()));
    while (true) {
      byte[] name = least(least(named.name(), left.name()), right.name());
      if (name == null) {
        return entries;
      }
      entries.add(new Entry(name, named.take(name), true, left.take(name), right.take(name)));
    }
  }

  /// The names, each once: one that is named twice is compared as carefully as either asks for.
  private static List<Work.Named> unique(List<Work.Named> names) {
    var sorted = new ArrayList<>(names);
    sorted.sort(Comparator.comparing(Work.Named::name, Arrays::compareUnsigned));
    var unique = new ArrayList<Work.Named>(sorted.size());
    for (Work.Named named : sorted) {
      boolean again = !unique.isEmpty() && Arrays.equals(unique.getLast().name(), named.name());
      unique.add(again ? both(unique.removeLast(), named) : named);
    }
    return unique;
  }

  private static Work.Named both(Work.Named one, Work.Named other) {
    return new Work.Named(
        one.name(),
        one.content() || other.content(),
        one.open() || other.open(),
        one.scan() || other.scan(),
        one.expected() && other.expected(),
        Math.max(one.allowance(), other.allowance()),
        Math.max(one.unsettled(), other.unsettled()));
  }

  private static byte @Nullable [] least(byte @Nullable [] one, byte @Nullable [] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
  }

  /// A place in a list sorted by name.
  private static final class Cursor<T> {
    private final List<T> items;
    private final Function<T, byte[]> nameOf;
    private int next;

    Cursor(List<T> items, Function<T, byte[]> nameOf) {
      this.items = new ArrayList<>(items);
      this.nameOf = nameOf;
      this.items.sort(Comparator.comparing(nameOf, Arrays::compareUnsigned));
    }

    byte @Nullable [] name() {
      return next < items.size() ? nameOf.apply(items.get(next)) : null;
    }

    /// The next item if it has this name; then the one after it is the next.
    @Nullable T take(byte[] name) {
      return Arrays.equals(name(), name) ? items.get(next++) : null;
    }
  }
}
