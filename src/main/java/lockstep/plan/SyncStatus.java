package lockstep.plan;

import java.time.Duration;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// How one sync stands at one moment.
///
/// @param target where the copies go, as text
/// @param why why it is halted or cannot start; null otherwise
/// @param pending how many paths are not known to be on the target
/// @param oldest how long the oldest of them has been waiting; zero if there is none
/// @param paths the pending paths in the order of the queue, at most [#MOST_PATHS] of them
/// @param failing those that failed at least once, at most [#MOST_PATHS]
/// @param unwatched directories that cannot be watched and are compared at intervals instead
/// @param filters the rules, for the status file
/// @param progress of the work under way; null if there is none
public record SyncStatus(
    String name,
    AbsolutePath source,
    String target,
    State state,
    @Nullable String why,
    int pending,
    Duration oldest,
    List<Pending> paths,
    List<Failing> failing,
    int unwatched,
    long copied,
    long bytes,
    long updated,
    long renamed,
    long deleted,
    List<String> filters,
    @Nullable Progress progress) {
  /// More paths than this are counted but not listed.
  public static final int MOST_PATHS = 10_000;

  public enum State {
    /// the watches are being placed, or the trees compared for the first time: not known to be in
    /// sync
    STARTING,
    /// every change that has been heard of is on the target
    IN_SYNC,
    /// some are not yet
    BEHIND,
    /// every change that has been heard of is on the target, but some directories cannot be
    /// watched: what changed there since they were compared last is not known
    UNKNOWN,
    /// stopped for safety, until the operator resumes it
    HALTED
  }

  /// A pending path with lsyncd's words for it.
  ///
  /// @param status `wait`, `active` or `block`
  /// @param etype `Create`, `Modify`, `Attrib`, `Delete`, `Move`, `Init` or `Full`
  /// @param directory written with a trailing slash
  /// @param destination where a `Move` leads, else null
  public record Pending(
      String status,
      String etype,
      RelativePath path,
      boolean directory,
      @Nullable RelativePath destination) {}

  /// A path that failed.
  ///
  /// @param reason the last error
  /// @param attempts how many times it was tried
  /// @param next until it is tried again
  public record Failing(RelativePath path, String reason, int attempts, Duration next) {}
}
