package lockstep.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.jspecify.annotations.Nullable;

/// Finds sources and targets that lie within each other, so that a sync would copy into itself,
/// delete another's files, or run in circles.
///
/// Pure functions of the paths. Called with the spelled paths when a configuration is read, and
/// again by whoever has resolved links and mounts.
public final class Overlap {
  private Overlap() {}

  /// The two ends of one sync whose target is a directory here.
  ///
  /// @param where file and line, or the option, for messages
  public record Tree(
      String name,
      AbsolutePath source,
      AbsolutePath target,
      boolean deletes,
      Filters filters,
      String where) {
    /// The ends as configured, or null if the target is not a directory here.
    public static @Nullable Tree of(SyncDefinition sync) {
      if (!(sync.target() instanceof Target.LocalDirectory(var target))) {
        return null;
      }
      boolean deletes = sync.delete() != DeletePolicy.NEVER;
      return new Tree(sync.name(), sync.source(), target, deletes, sync.filters(), sync.where());
    }

    /// The same sync with other paths, such as those that the file system gave for them.
    public Tree at(AbsolutePath otherSource, AbsolutePath otherTarget) {
      return new Tree(name, otherSource, otherTarget, deletes, filters, where);
    }

    private Tree normal() {
      return at(Overlap.normal(source), Overlap.normal(target));
    }
  }

  /// What is wrong with these syncs, a line each; empty if nothing is.
  public static List<String> problems(List<Tree> trees) {
    var normal = trees.stream().map(Tree::normal).toList();
    var problems = new ArrayList<String>();
    for (var tree : normal) {
      add(problems, tree, alone(tree));
    }
    if (problems.isEmpty()) {
      addPairs(problems, normal);
    }
    if (problems.isEmpty()) {
      addCircle(problems, normal);
    }
    return problems;
  }

  /// What is wrong with one sync beside others, each of which is in order; null if nothing is.
  public static @Nullable String problem(Tree tree, List<Tree> others) {
    var trees = new ArrayList<>(List.of(tree.normal()));
    others.forEach(other -> trees.add(other.normal()));
    var problem = alone(trees.getFirst());
    for (int i = 1; i < trees.size() && problem == null; i++) {
      problem = together(trees.get(i), trees.getFirst());
    }
    var circle = problem == null ? circle(trees, 0) : null;
    return circle == null ? problem : circleProblem(circle);
  }

  private static void addPairs(List<String> problems, List<Tree> trees) {
    for (int i = 0; i < trees.size(); i++) {
      for (var earlier : trees.subList(0, i)) {
        add(problems, trees.get(i), together(earlier, trees.get(i)));
      }
    }
  }

  private static void add(List<String> problems, Tree tree, @Nullable String problem) {
    if (problem != null) {
      problems.add(tree.where() + ": " + problem);
    }
  }

  private static @Nullable String alone(Tree tree) {
    var source = tree.source();
    var target = tree.target();
    if (target.isRoot()) {
      return "the target is \"/\": everything on this machine that the source does not hold would"
          + " be deleted";
    }
    if (source.equals(target)) {
      return "source and target are the same directory, " + source;
    }
    if (target.isAtOrBelow(source)) {
      return "the target "
          + target
          + " lies inside the source "
          + source
          + ": it would be copied into itself";
    }
    if (source.isAtOrBelow(target)) {
      return "the source " + source + " lies inside the target " + target + ": it would be deleted";
    }
    return null;
  }

  private static @Nullable String together(Tree a, Tree b) {
    if (!a.deletes() && !b.deletes()) {
      return null;
    }
    if (a.target().equals(b.target())) {
      return ("%s and %s (%s) have the same target, %s, and would delete each other's files; "
              + "give each its own, or set delete = false for both")
          .formatted(b.name(), a.name(), a.where(), b.target());
    }
    if (collide(a, b) || collide(b, a)) {
      return ("the targets of %s and %s (%s) lie within each other, %s and %s, "
                  + "so that one would delete the other's files; ")
              .formatted(b.name(), a.name(), a.where(), b.target(), a.target())
          + "exclude the inner one from the outer sync, or set delete = false for both";
    }
    return null;
  }

  /// Whether the target of `inner` lies below that of `outer`, which does not leave it alone.
  private static boolean collide(Tree outer, Tree inner) {
    if (!inner.target().isAtOrBelow(outer.target())) {
      return false;
    }
    byte[] path = inner.target().bytes();
    int start = outer.target().bytes().length + (outer.target().isRoot() ? 0 : 1);
    return !outer
        .filters()
        .isHidden(RelativePath.of(Arrays.copyOfRange(path, start, path.length)), true);
  }

  /// Adds the shortest circle of syncs of which each writes where the next one reads.
  private static void addCircle(List<String> problems, List<Tree> trees) {
    for (int first = 0; first < trees.size(); first++) {
      var circle = circle(trees, first);
      if (circle != null) {
        add(problems, circle.getLast(), circleProblem(circle));
        return;
      }
    }
  }

  private static String circleProblem(List<Tree> circle) {
    var names = new ArrayList<String>();
    circle.forEach(
        tree -> names.add(tree.name() + " (" + tree.source() + " -> " + tree.target() + ")"));
    return "these syncs feed each other: "
        + String.join(", ", names)
        + "; every change would go round for ever, and a deletion would destroy both copies"
        + " (syncs are one-way)";
  }

  private static @Nullable List<Tree> circle(List<Tree> trees, int first) {
    var from = new int[trees.size()];
    Arrays.fill(from, -1);
    var queue = new ArrayDeque<Integer>(List.of(first));
    while (!queue.isEmpty()) {
      int at = queue.remove();
      for (int next = 0; next < trees.size(); next++) {
        if (next == at || !feeds(trees.get(at), trees.get(next))) {
          continue;
        }
        if (next == first) {
          return path(trees, from, first, at);
        }
        if (from[next] < 0) {
          from[next] = at;
          queue.add(next);
        }
      }
    }
    return null;
  }

  private static List<Tree> path(List<Tree> trees, int[] from, int first, int last) {
    var path = new ArrayList<Tree>();
    for (int at = last; at != first; at = from[at]) {
      path.addFirst(trees.get(at));
    }
    path.addFirst(trees.get(first));
    return path;
  }

  private static boolean feeds(Tree a, Tree b) {
    return a.target().isAtOrBelow(b.source()) || b.source().isAtOrBelow(a.target());
  }

  /// The path without the components `.` and `..`, by spelling alone.
  public static AbsolutePath normal(AbsolutePath path) {
    byte[] bytes = path.bytes();
    var kept = new byte[bytes.length];
    int length = 0;
    for (int start = 1; start <= bytes.length; ) {
      int end = start;
      while (end < bytes.length && bytes[end] != '/') {
        end++;
      }
      if (isDots(bytes, start, end, 2)) {
        while (length > 0 && kept[--length] != '/') {}
      } else if (end > start && !isDots(bytes, start, end, 1)) {
        kept[length++] = '/';
        System.arraycopy(bytes, start, kept, length, end - start);
        length += end - start;
      }
      start = end + 1;
    }
    return length == 0 ? AbsolutePath.of("/") : AbsolutePath.of(Arrays.copyOf(kept, length));
  }

  private static boolean isDots(byte[] bytes, int start, int end, int count) {
    if (end - start != count) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] != '.') {
        return false;
      }
    }
    return true;
  }
}
