package lockstep.copy;

import java.util.function.Function;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Notices when the two trees of a sync run into each other, however that came about: by a bind
/// mount, a rename, a link that leads elsewhere now.
///
/// Every directory that is worked in is compared with the other side's root. What lies below such a
/// directory is reached without passing it, when an event names it; but then it is on another mount
/// than its root, and the place of such a directory on its file system is asked for.
public final class Borders {
  private final Root source;
  private final Root target;
  private final Function<Stat, @Nullable String> owner;

  /// @param owner tells whose root a directory is, in words; null if nobody's. May be asked by many
  ///   threads at once
  public Borders(Tree source, Tree target, Function<Stat, @Nullable String> owner) {
    this.source = new Root(source);
    this.target = new Root(target);
    this.owner = owner;
  }

  /// Looks at the roots; otherwise the first check does.
  public void look() throws TreeException {
    source.seen();
    target.seen();
  }

  /// @throws TreeException `NESTED` if this directory of the source belongs to the target
  public void checkSource(RelativePath path, Directory directory) throws TreeException {
    checkSource(path, directory, directory.stat());
  }

  void checkSource(RelativePath path, Directory directory, Stat stat) throws TreeException {
    if (stat.isSameInode(target.seen().stat)) {
      throw nested("/" + path + " of the source is the target itself");
    }
    if (stat.mount() != source.seen().stat.mount()) {
      if (stat.links() == 0) {
        // It holds nothing, which says nothing about what is hidden by it.
        throw new TreeException(
            TreeException.Reason.OTHER,
            "/" + path + " is a mount of a directory that was removed since; unmount it");
      }
      check("/" + path + " of the source", directory.place(), "target", target.seen().place);
    }
  }

  /// @throws TreeException `NESTED` if this directory of the target belongs to the source
  void checkTarget(RelativePath path, Directory directory, Stat stat) throws TreeException {
    if (stat.isSameInode(source.seen().stat)) {
      throw nested("/" + path + " of the target is the source itself");
    }
    if (stat.mount() != target.seen().stat.mount()) {
      check("/" + path + " of the target", directory.place(), "source", source.seen().place);
    }
  }

  private static void check(
      String what, @Nullable AbsolutePath place, String other, @Nullable AbsolutePath root)
      throws TreeException {
    if (place == null || root == null) {
      return;
    }
    if (place.isAtOrBelow(root)) {
      throw nested(what + " is a mount that shows what lies in the " + other);
    }
    if (root.isAtOrBelow(place)) {
      throw nested(what + " is a mount that shows a directory which holds the " + other);
    }
  }

  private static TreeException nested(String what) {
    return new TreeException(
        TreeException.Reason.NESTED,
        "source and target lie within each other: "
            + what
            + "; unmount it, move it away or exclude it");
  }

  /// Why the target directory must not be emptied, in order to be removed; null if it may.
  ///
  /// @param above the directory that holds it
  @Nullable String forbidsRemoval(Stat directory, Stat above) throws TreeException {
    if (directory.isSameInode(source.seen().stat)) {
      return "it is the source itself";
    }
    if (directory.isSameInode(target.seen().stat)) {
      return "it is the target itself";
    }
    if (directory.mount() != above.mount()) {
      return "it is a mount point, which is never emptied; unmount it or exclude it";
    }
    String name = owner.apply(directory);
    return name == null ? null : "it is " + name + "; remove it yourself or exclude it";
  }

  /// A root as it was when it was looked at first: the tree holds on to it.
  private static final class Root {
    private final Tree tree;
    private volatile @Nullable Seen seen;

    Root(Tree tree) {
      this.tree = tree;
    }

    record Seen(Stat stat, @Nullable AbsolutePath place) {}

    Seen seen() throws TreeException {
      Seen known = seen;
      if (known == null) {
        try (Directory root = tree.open(RelativePath.ROOT)) {
          known = new Seen(root.stat(), root.place());
        }
        seen = known;
      }
      return known;
    }
  }
}
