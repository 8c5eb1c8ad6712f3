package lockstep.copy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// Goes through two trees with a copier that only tells, directory by directory, as a start goes
/// through them with one that acts.
///
/// What is told comes in the order of the paths within a directory, and a directory before those
/// below it.
public final class Rehearsal {
  /// Is told what the copier finds; by one thread at a time.
  public interface Audience {
    void change(Change change);

    /// A file that changed while it was compared.
    void unsettled(RelativePath path);

    void failed(Report.Failure failure);
  }

  private final TreeCopier copier;
  private final Executor workers;
  private final int width;
  private final boolean deletes;
  private final boolean checksum;
  private final Deque<Work.Part> waiting = new ArrayDeque<>();
  private long entries;

  /// @param copier made by [TreeCopier#rehearsal]
  /// @param width how many directories are compared at once by the workers
  /// @param deletes whether what the source lacks would be deleted
  /// @param checksum whether all content is read, and not only told by size and time
  public Rehearsal(
      TreeCopier copier, Executor workers, int width, boolean deletes, boolean checksum) {
    this.copier = copier;
    this.workers = workers;
    this.width = width;
    this.deletes = deletes;
    this.checksum = checksum;
  }

  /// Compares the entry `from` and all below it.
  ///
  /// @param evenIfEmpty whether an empty source is compared too, instead of halting
  /// @return why a start would halt, or null
  public @Nullable String run(RelativePath from, boolean evenIfEmpty, Audience audience)
      throws InterruptedException {
    waiting.push(from.isRoot() ? scan(from, evenIfEmpty) : entry(from));
    while (!waiting.isEmpty()) {
      var batch = new ArrayList<Sheaf>();
      while (batch.size() < width && !waiting.isEmpty()) {
        batch.add(new Sheaf(waiting.pop(), audience));
      }
      String halt = run(batch);
      if (halt != null) {
        return halt;
      }
    }
    return null;
  }

  /// How many entries of the target it has come upon, those below what would be deleted included.
  public long entries() {
    return entries;
  }

  private @Nullable String run(List<Sheaf> batch) throws InterruptedException {
    var done = new CountDownLatch(batch.size());
    for (Sheaf sheaf : batch) {
      var work = new Work(List.of(), List.of(sheaf.part));
      workers.execute(() -> copier.run(work, sheaf::add, report -> sheaf.end(report, done)));
    }
    done.await();
    for (Sheaf sheaf : batch) {
      sheaf.tell();
      entries += sheaf.report().seen() + sheaf.buried;
      if (sheaf.report().halt() != null) {
        return sheaf.report().halt();
      }
    }
    for (Sheaf sheaf : batch.reversed()) {
      follow(sheaf.report());
    }
    return null;
  }

  /// What a batch leads to is next, before all that was waiting.
  private void follow(Report report) {
    report.recheck().forEach(path -> waiting.push(entry(path)));
    report.descend().stream()
        .filter(path -> !path.isRoot()) // that asks for other names of a hard-linked file
        .sorted((a, b) -> b.compareTo(a))
        .forEach(path -> waiting.push(scan(path, false)));
  }

  private Work.Part scan(RelativePath directory, boolean evenIfEmpty) {
    var scan = new Work.Scan(checksum ? Instant.MIN : null, evenIfEmpty);
    return new Work.Part(directory, List.of(), scan, deletes);
  }

  private Work.Part entry(RelativePath path) {
    var named = new Work.Named(path.name(), checksum, false, true);
    return new Work.Part(path.parent(), List.of(named), null, deletes);
  }

  /// What is told of one directory.
  private static final class Sheaf {
    /// More than this, as where a whole tree would be deleted, is passed on unsorted.
    private static final int MOST = 10_000;

    final Work.Part part;
    private final Audience audience;
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Report report;

    /// Entries that would be deleted with what is above them, and are in no listing.
    private long buried;

    Sheaf(Work.Part part, Audience audience) {
      this.part = part;
      this.audience = audience;
    }

    void add(Change change) {
      boolean above = part.scan() == null && change.path().equals(part.directory());
      if (above) {
        return; // the directory above the one entry that was asked for
      }
      if (change.action() == Change.Action.DELETE
          && !change.path().parent().equals(part.directory())) {
        buried++;
      }
      changes.add(change);
      if (changes.size() >= MOST) {
        pass();
      }
    }

    private void pass() {
      synchronized (audience) {
        changes.forEach(audience::change);
      }
      changes.clear();
    }

    void end(Report ended, CountDownLatch done) {
      report = ended;
      done.countDown();
    }

    Report report() {
      if (report == null) {
        throw new IllegalStateException("not ended: " + part);
      }
      return report;
    }

    void tell() {
      changes.sort((a, b) -> a.path().compareTo(b.path()));
      pass();
      report().unsettled().forEach(audience::unsettled);
      report().failures().forEach(audience::failed);
    }
  }
}
