package lockstep.plan;

import java.util.List;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// What became of a [Job]. Paths of a batch that are not mentioned are done.
///
/// @param failures to be tried again, with growing delay
/// @param unsettled files that were being written
/// @param vanished what is to be removed from the target once it is known that it has not just been
///   renamed
/// @param descend directories whose content is in doubt
/// @param attributes directories of which only the attributes are in doubt
/// @param recheck directories that are missing on one side: the entry above decides
/// @param related other entries to compare
/// @param held deletions of which no event told, which were counted and not done
/// @param seen how many entries of the target were come upon meanwhile
/// @param apart files that are to be worked on by themselves
/// @param again why nothing could be done and all is to be tried again, as when the other end
///   cannot be reached; or null
/// @param halt why the sync must stop, or null
public record Outcome(
    List<Failure> failures,
    List<RelativePath> unsettled,
    List<RelativePath> vanished,
    List<RelativePath> descend,
    List<RelativePath> attributes,
    List<RelativePath> recheck,
    List<RelativePath> related,
    Counts counts,
    List<Held> held,
    long seen,
    List<RelativePath> apart,
    @Nullable String again,
    @Nullable String halt) {
  public Outcome(
      List<Failure> failures,
      List<RelativePath> unsettled,
      List<RelativePath> descend,
      List<RelativePath> attributes,
      List<RelativePath> recheck,
      List<RelativePath> related,
      Counts counts,
      @Nullable String halt) {
    this(
        failures,
        unsettled,
        List.of(),
        descend,
        attributes,
        recheck,
        related,
        counts,
        List.of(),
        0,
        halt);
  }

  public Outcome(
      List<Failure> failures,
      List<RelativePath> unsettled,
      List<RelativePath> vanished,
      List<RelativePath> descend,
      List<RelativePath> attributes,
      List<RelativePath> recheck,
      List<RelativePath> related,
      Counts counts,
      List<Held> held,
      long seen,
      @Nullable String halt) {
    this(
        failures,
        unsettled,
        vanished,
        descend,
        attributes,
        recheck,
        related,
        counts,
        held,
        seen,
        List.of(),
        null,
        halt);
  }

  /// Everything is done, and nothing follows.
  public static final Outcome DONE =
      new Outcome(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Counts.NONE, null);

  /// The job as a whole could not be done.
  public static Outcome failed(String reason) {
    var failure = new Failure(RelativePath.ROOT, true, reason);
    return new Outcome(
        List.of(failure), List.of(), List.of(), List.of(), List.of(), List.of(), Counts.NONE, null);
  }

  /// Nothing could be done; all is to be tried again.
  public static Outcome again(String reason) {
    return new Outcome(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Counts.NONE,
        List.of(),
        0,
        List.of(),
        reason,
        null);
  }

  /// The sync must stop.
  public static Outcome halted(String why) {
    return new Outcome(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Counts.NONE, why);
  }

  /// @param directory whether the directory itself failed, rather than the entry in the directory
  ///   above
  public record Failure(RelativePath path, boolean directory, String reason) {}

  /// Deletions that wait for a decision.
  ///
  /// @param path the entry that was looked at, or the directory whose entries were
  /// @param directory whether it is that directory
  /// @param entries how many entries would be deleted
  /// @param example one of them
  public record Held(RelativePath path, boolean directory, long entries, RelativePath example) {}

  /// How many entries were written, had attributes set, were renamed or deleted, and how many bytes
  /// were written.
  public record Counts(long copied, long bytes, long updated, long renamed, long deleted) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          copied + other.copied,
          bytes + other.bytes,
          updated + other.updated,
          renamed + other.renamed,
          deleted + other.deleted);
    }
  }
}
