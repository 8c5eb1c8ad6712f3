package lockstep.copy;

import java.util.List;
import lockstep.tree.Tree;

/// Older copies of the source: what one of them holds as the source has it need not be copied.
///
/// @param use what the target gets instead
/// @param trees in the order in which they are looked into
public record References(Use use, List<Tree> trees) implements AutoCloseable {
  /// What becomes of an entry that an older copy holds.
  public enum Use {
    /// the target's is another name of that one (`--link-dest`)
    LINK,
    /// the target is to have none (`--compare-dest`)
    OMIT
  }

  public static final References NONE = new References(Use.LINK, List.of());

  public References {
    trees = List.copyOf(trees);
  }

  boolean isEmpty() {
    return trees.isEmpty();
  }

  @Override
  public void close() {
    trees.forEach(Tree::close);
  }
}
