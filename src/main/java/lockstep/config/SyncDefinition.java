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
/// @param initial whether the trees are compared at start (`init`)
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
    Filters filters,
    RsyncOptions rsync,
    String where) {}
