package lockstep.config;

import java.time.Duration;
import lockstep.event.AbsolutePath;
import lockstep.filter.Filters;

/// One `sync{…}`.
///
/// @param name as in lsyncd: the key `name`, else `Sync` and a number from 1
/// @param source the source directory as configured, made absolute
/// @param delay how long after its first event a path is due
/// @param maxDelays with at least this many paths pending, delays are ignored
/// @param maxProcesses how many copies may run at once, at least 1
/// @param initial whether the trees are compared at start (`init`)
/// @param maxDelete how much a comparison may delete without the operator's word
/// @param rsync the `rsync` table, the arguments of `_extra` not applied; see
///   [RsyncOptions#effective]
/// @param engine what copies, and why that
/// @param run how rsync is run, where it is
/// @param where file and line, or the option, for messages
public record SyncDefinition(
    String name,
    AbsolutePath source,
    Target target,
    Duration delay,
    int maxDelays,
    int maxProcesses,
    boolean initial,
    DeletePolicy delete,
    DeleteLimit maxDelete,
    Filters filters,
    RsyncOptions rsync,
    EngineChoice engine,
    RsyncRun run,
    String where) {
  /// A sync with the usual limit, and the engine that follows from its target and its options.
  public SyncDefinition(
      String name,
      AbsolutePath source,
      Target target,
      Duration delay,
      int maxDelays,
      int maxProcesses,
      boolean initial,
      DeletePolicy delete,
      Filters filters,
      RsyncOptions rsync,
      String where) {
    this(
        name,
        source,
        target,
        delay,
        maxDelays,
        maxProcesses,
        initial,
        delete,
        DeleteLimit.DEFAULT,
        filters,
        rsync,
        EngineChoice.of(target, rsync),
        RsyncRun.PLAIN,
        where);
  }

  /// The same sync with the real path of its source, and filters that spare some files.
  public SyncDefinition with(AbsolutePath realSource, Filters sparing) {
    return new SyncDefinition(
        name,
        realSource,
        target,
        delay,
        maxDelays,
        maxProcesses,
        initial,
        delete,
        maxDelete,
        sparing,
        rsync,
        engine,
        run,
        where);
  }

  /// Whether the other one is the same sync, wherever it stands in its file.
  public boolean isUnchanged(SyncDefinition other) {
    return equals(
        new SyncDefinition(
            other.name,
            other.source,
            other.target,
            other.delay,
            other.maxDelays,
            other.maxProcesses,
            other.initial,
            other.delete,
            other.maxDelete,
            other.filters,
            other.rsync,
            other.engine,
            other.run,
            where));
  }

  /// Whether the other one copies from the same source to the same target.
  public boolean hasSameEnds(SyncDefinition other) {
    return source.equals(other.source) && target.equals(other.target);
  }
}
