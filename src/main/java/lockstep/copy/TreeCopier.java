package lockstep.copy;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.Tree;

/// Makes paths of a target tree equal to those of a source tree.
public final class TreeCopier {
  /// Is shown each source directory before it is listed, so that it can be watched first.
  public interface Visitor {
    void beforeListing(RelativePath path, Directory source);
  }

  public TreeCopier(
      Tree source, Tree target, Filters filters, CopyOptions options, Visitor visitor, Executor workers) {}

  /// Does the work, partly on the calling thread and partly on the workers, and then reports, on whichever thread was last.
  public void run(Work work, Consumer<Report> done) {
    throw new UnsupportedOperationException("to be written");
  }
}
