package lockstep.copy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Tells whether a file stood still while it was read, and for how long it is waited for.
///
/// One that only grows, as a log does, is taken as far as it had come if it was growing the last
/// [#GROWING] times, too; before that its writer may just have been kept from finishing. One that
/// is different whenever it is read is taken as it was read, as by rsync, after [#CEILING] times.
final class Stillness {
  /// How a file was found.
  enum Verdict {
    STILL,
    /// what was read is not to be seen
    MOVING,
    /// it moved, and has been waited for long enough
    GIVEN_UP
  }

  /// The pauses before the next times are 100, 200 and 400 ms: longer than a busy machine keeps a
  /// writer waiting in the middle of a write.
  static final int GROWING = 3;

  /// With pauses that double from 100 ms, some 13 seconds.
  static final int CEILING = 7;

  /// A write that began longer ago than this has come to its end.
  private static final int RECENT_SECONDS = 10;

  /// Longer than a writer is kept from going on in the middle of a write, mostly.
  private static final Duration SETTLING = Duration.ofMillis(50);

  static final Stillness OF_THIS_MACHINE =
      new Stillness(InstantSource.system(), pause -> LockSupport.parkNanos(pause.toNanos()));

  private final InstantSource clock;
  private final Consumer<Duration> pause;

  /// @param pause lets time pass
  Stillness(InstantSource clock, Consumer<Duration> pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// Whether somebody may be in the middle of a write; to be asked before the file is read.
  boolean isDoubtful(OpenFile source, Stat before) throws TreeException {
    boolean recent = before.ctime().seconds() > clock.instant().getEpochSecond() - RECENT_SECONDS;
    return recent && source.mayBeWritten();
  }

  /// Whether what `copy` has from `start` on was the content of `source` at one moment.
  ///
  /// @param before what the source was before it was read
  /// @param doubtful whether it [was][#isDoubtful]
  /// @param times how often in a row it was found moving
  Verdict judge(
      OpenFile source, Stat before, OpenFile copy, long start, boolean doubtful, int times)
      throws TreeException {
    boolean still =
        doubtful ? isStillAfterAWhile(source, before, copy, start, times) : isStill(source, before);
    if (still) {
      return Verdict.STILL;
    }
    boolean whole = times >= CEILING && copy.stat().size() >= before.size();
    return whole ? Verdict.GIVEN_UP : Verdict.MOVING;
  }

  private static boolean isStill(OpenFile source, Stat before) throws TreeException {
    return source.stat().isUnchanged(before);
  }

  /// A file that somebody has open for writing is read once more.
  private boolean isStillAfterAWhile(
      OpenFile source, Stat before, OpenFile copy, long start, int times) throws TreeException {
    pause.accept(SETTLING);
    if (!FileContent.isEqual(source, copy, start, before.size())) {
      return false;
    }
    Stat after = source.stat();
    boolean grown = after.isSameInode(before) && after.size() > before.size();
    return after.isUnchanged(before) || grown && times >= GROWING;
  }
}
