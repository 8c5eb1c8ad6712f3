package lockstep.watch;

import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;

/// Tells what happens below one source root.
///
/// One thread (the loop) calls [#drain] and [#close]; [#watch] may be called by any thread. A
/// directory must be watched before it is listed: then whatever the listing misses arrives as an
/// event.
public interface Watcher extends AutoCloseable {
  /// What became of a request to watch a directory.
  enum Watch {
    /// events in it arrive from now on
    WATCHED,
    /// the limit of watches is reached (`fs.inotify.max_user_watches`), or the kernel refused for
    /// another reason: the directory must be compared at intervals, and may be watched later
    OUT_OF_WATCHES,
    /// the directory was removed or moved meanwhile, or its parent is not known any more; events
    /// about that arrive or have arrived. Whoever gets a `Move` of a directory while work at or
    /// below its old path is not done must compare the new path: what that work was to watch is not
    /// watched
    GONE
  }

  /// Receives what [#drain] decodes.
  interface Sink {
    void event(Event event);

    /// The root itself was removed, moved away or unmounted. Nothing more arrives. The kernel does
    /// not always tell: while this process holds the root open, neither its removal nor its lazy
    /// unmounting is told, so it must be checked by other means too.
    void rootGone(String what);
  }

  /// Watches the open directory at `path`, but nothing below it. Watching it again is harmless, and
  /// puts the record right if it was moved.
  Watch watch(RelativePath path, Directory directory);

  /// Decodes what has been received, in order, without waiting. Called after `onReady` was run.
  void drain(Sink sink);

  /// Receives everything that the kernel has queued by now, so that a [#drain] that begins after
  /// `done` ran tells of every change made before this call. Does not wait: `done` runs on any
  /// thread, at once or soon.
  void flush(Runnable done);

  /// Whether a [#flush] only receives what is there; otherwise it has everything compared.
  default boolean flushesAtOnce() {
    return true;
  }

  /// How many directories are watched. May be called by any thread.
  int size();

  /// The paths of the watched directories with the numbers the kernel knows them by, in the order
  /// of those numbers; for the status file. May be called by any thread.
  void forEach(Visitor visitor);

  /// Receives watched directories.
  interface Visitor {
    void watched(int descriptor, RelativePath path);
  }

  @Override
  void close();
}
