package lockstep;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import lockstep.config.Overlap;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.Tree;
import org.jspecify.annotations.Nullable;

/// The roots that the open syncs have taken, as the disk has them: none may lie in another where
/// that does harm, and no other process may write to a target.
///
/// When the configuration is read the same is asked of paths. Since then a link may lead elsewhere,
/// and a mount shows a directory under a path that does not tell.
final class Claims {
  private final List<Claim> taken = new CopyOnWriteArrayList<>();
  private final Map<Identity, Shared> holds = new HashMap<>();

  private record Identity(long device, long inode) {
    static Identity of(Stat stat) {
      return new Identity(stat.device(), stat.inode());
    }
  }

  private record Root(Identity identity, @Nullable AbsolutePath place) {
    static Root of(Tree tree) throws IOException {
      try (Directory root = tree.open(RelativePath.ROOT)) {
        return new Root(Identity.of(root.stat()), root.place());
      }
    }
  }

  /// Takes both roots of a sync. Asks the disk, so it takes as long as that.
  ///
  /// @throws IOException if they lie in each other or in another's, or are not free
  Claim take(SyncDefinition sync, Tree source, Tree target) throws IOException {
    Claim claim = register(sync, Root.of(source), Root.of(target));
    try {
      claim.hold.take(target);
      return claim;
    } catch (IOException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private synchronized Claim register(SyncDefinition sync, Root source, Root target)
      throws IOException {
    Overlap.Tree trees = trees(sync, source, target);
    if (trees != null) {
      List<Overlap.Tree> others =
          taken.stream().map(each -> each.trees).filter(each -> each != null).toList();
      String problem = Overlap.problem(trees, others);
      if (problem != null) {
        throw new IOException("as mounted now (/DEVICE/PATH), " + problem);
      }
    }
    Shared hold = holds.computeIfAbsent(target.identity, _ -> new Shared());
    hold.users++;
    var claim = new Claim(sync.name(), source, target, trees, hold);
    taken.add(claim);
    return claim;
  }

  private static Overlap.@Nullable Tree trees(SyncDefinition sync, Root source, Root target) {
    Overlap.Tree configured = Overlap.Tree.of(sync);
    return configured == null || source.place == null || target.place == null
        ? null
        : configured.at(source.place, target.place);
  }

  /// Whose root a directory is, in words; null if nobody's. May be called by any thread.
  @Nullable String owner(Stat directory) {
    Identity identity = Identity.of(directory);
    for (Claim claim : taken) {
      if (identity.equals(claim.source.identity)) {
        return "the source of " + claim.name;
      }
      if (identity.equals(claim.target.identity)) {
        return "the target of " + claim.name;
      }
    }
    return null;
  }

  /// What one sync has taken, until it is closed.
  final class Claim implements AutoCloseable {
    private final String name;
    private final Root source;
    private final Root target;
    private final Overlap.@Nullable Tree trees;
    private final Shared hold;

    private Claim(
        String name, Root source, Root target, Overlap.@Nullable Tree trees, Shared hold) {
      this.name = name;
      this.source = source;
      this.target = target;
      this.trees = trees;
      this.hold = hold;
    }

    @Override
    public void close() {
      synchronized (Claims.this) {
        if (taken.remove(this) && --hold.users == 0) {
          holds.remove(target.identity, hold);
          hold.release();
        }
      }
    }
  }

  /// The hold on a target, which several syncs may share that delete nothing.
  private static final class Shared {
    int users;
    private Tree.@Nullable Hold hold;
    private boolean released;

    synchronized void take(Tree target) throws IOException {
      if (hold == null && !released) {
        hold = target.hold();
      }
    }

    synchronized void release() {
      released = true;
      if (hold != null) {
        hold.close();
      }
    }
  }
}
