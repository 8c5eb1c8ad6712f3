package lockstep.copy;

import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.Tree;
import org.jspecify.annotations.Nullable;

/// Makes paths of a target tree equal to those of a source tree.
///
/// Start reading at [WorkRun]. What is decided is in [Comparison], what is done in [EntryCopier].
public final class TreeCopier {
  /// Is shown each source directory before it is listed, so that it can be watched first.
  public interface Visitor {
    void beforeListing(RelativePath path, Directory source);
  }

  private final Setup setup;

  /// A copier between trees that know of nobody else's.
  ///
  /// @param workers run parts of long directories; may run them on the calling thread
  public TreeCopier(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      Visitor visitor,
      Workers workers) {
    this(source, target, filters, options, Places.NONE, visitor, workers);
  }

  /// @param places what is used beside the two trees
  /// @param workers as above
  public TreeCopier(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      Places places,
      Visitor visitor,
      Workers workers) {
    this(source, target, filters, options, places, borders(source, target), visitor, workers, null);
  }

  /// @param borders of these two trees
  /// @param workers as above
  public TreeCopier(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      Places places,
      Borders borders,
      Visitor visitor,
      Workers workers) {
    this(source, target, filters, options, places, borders, visitor, workers, null);
  }

  private static Borders borders(Tree source, Tree target) {
    return new Borders(source, target, _ -> null);
  }

  private TreeCopier(
      Tree source,
      Tree target,
      Filters filters,
      CopyOptions options,
      Places places,
      Borders borders,
      Visitor visitor,
      Workers workers,
      @Nullable Foresight foresight) {
    this.setup =
        new Setup(
            source,
            target,
            filters,
            options,
            borders,
            visitor,
            workers,
            places,
            new Drafts(new TemporaryNames(), places),
            new FileContent(options.writing().sparse()),
            new NewFiles(options),
            new SignatureCache(),
            new Throttle(options.writing().rate()),
            new LinkTable(),
            new Meter(),
            Stillness.OF_THIS_MACHINE,
            foresight);
  }

  /// A copier that comes to the same decisions and changes nothing.
  ///
  /// @param target null if it has yet to be made
  /// @param checksum whether files that only differ in time are read, to tell if content does
  public static TreeCopier rehearsal(
      Tree source,
      @Nullable Tree target,
      Filters filters,
      CopyOptions options,
      boolean checksum,
      Workers workers) {
    return rehearsal(
        source, target, filters, options, Places.NONE, checksum, (_, _) -> {}, workers);
  }

  /// The same, with a visitor.
  ///
  /// @param places of which only the references matter
  public static TreeCopier rehearsal(
      Tree source,
      @Nullable Tree target,
      Filters filters,
      CopyOptions options,
      Places places,
      boolean checksum,
      Visitor visitor,
      Workers workers) {
    var rehearsed = new RehearsedTree(target);
    return new TreeCopier(
        source,
        rehearsed,
        filters,
        options,
        new Places(Backups.NONE, places.references(), Scratch.BESIDE),
        borders(source, rehearsed),
        visitor,
        workers,
        new Foresight(checksum));
  }

  /// What counts the content that it writes.
  public Meter meter() {
    return setup.meter();
  }

  /// Does the work, partly on the calling thread and partly on the workers, and then reports, on
  /// whichever thread was last.
  public void run(Work work, Consumer<Report> done) {
    run(work, _ -> {}, done);
  }

  /// The same, in a rehearsal.
  ///
  /// @param told receives what would be done; called by one thread at a time
  public void run(Work work, Consumer<Change> told, Consumer<Report> done) {
    new WorkRun(setup, work, new Tally(told), done).start();
  }

  /// The same, telling of directories to scan as soon as they are there, on any thread and before
  /// the report, which leaves them out.
  public void run(
      Work work, Consumer<Change> told, Consumer<RelativePath> found, Consumer<Report> done) {
    new WorkRun(setup, work, new Tally(told, found), done).start();
  }
}
