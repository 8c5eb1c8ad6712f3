package lockstep.queue;

import java.time.Instant;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// One pending path of a sync: what was heard of it, and when it falls due.
///
/// There are two kinds. An entry stands for a name in the directory above it. A delay for a
/// directory *itself* stands for the directory's own attributes, and, if it is a scan, for
/// everything in it. The queue owns and changes delays; all others only read them.
public final class Delay {
  /// What lsyncd's status file and log call the pending event.
  public enum Kind {
    ATTRIB("Attrib"),
    MODIFY("Modify"),
    CREATE("Create"),
    DELETE("Delete"),
    MOVE("Move"),
    INIT("Init"),
    FULL("Full"),
    /// what others wait for; only in the queue of a script
    BLANKET("Blanket");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// What was here is nowhere else.
  static final long NO_MORE = -1;

  /// What is heard of until it falls due may be it.
  static final long SINCE_DUE = Long.MAX_VALUE;

  final RelativePath path;
  final boolean itself;
  final Instant first;
  Kind kind;
  boolean directory;
  boolean content;
  boolean open;
  boolean descends;
  @Nullable Scan scan;
  @Nullable Delay movedFrom;
  @Nullable Delay movedTo;

  /// What came through here on its way to another name, of which a rename from its first name
  /// tells: nothing may be removed here before it is there.
  @Nullable Delay passed;

  /// The place of its rename among the events.
  long moved;

  Instant last;
  Instant due;
  long sequence;
  int attempts;
  int unsettled;
  @Nullable String reason;

  /// When the schedule will look at it next; later than [#due] never, earlier perhaps.
  Instant wake = Instant.MAX;

  /// Whether a new file is yet to be looked at: it may be open still, or whole from the beginning.
  boolean unseen;

  /// Whether nothing is there any more, as the last event said, or a look since.
  boolean gone;

  /// What was here may be somewhere else now: before it is removed, all that may be it is looked at
  /// that had been heard of at this moment, [#SINCE_DUE] if not before it falls due, or [#NO_MORE].
  long left = NO_MORE;

  /// Whether it was moved here from where nobody watched.
  boolean arrived;

  /// Whether an event told of it; otherwise a comparison came upon it, or is to.
  boolean told;

  /// How many entries it may delete of which no event told.
  long allowance;

  /// How many it would delete, and waits for a decision.
  long held;

  /// Whether it wants a batch of its own, being a big file.
  boolean apart;

  /// Whether it has been put off: it failed, or waits for a time.
  boolean aside;

  /// What [Comparisons] counts it as, and since when.
  Comparisons.Stage stage = Comparisons.Stage.NONE;

  /// Whether it counts there as a look that may come upon something.
  boolean look;

  long staged;

  boolean ready;
  boolean active;
  boolean retired;

  Delay(
      RelativePath path, boolean itself, Kind kind, boolean directory, Instant now, long sequence) {
    this.path = path;
    this.itself = itself;
    this.kind = kind;
    this.directory = directory;
    this.first = now;
    this.last = now;
    this.due = now;
    this.sequence = sequence;
  }

  /// How a directory is to be compared.
  ///
  /// @param since files changed since (by `ctime`) are compared by content; null where the quick
  ///   check does, [Instant#MIN] for all
  /// @param deep whether to go down into every subdirectory
  /// @param startup whether this is the comparison at start, to which `delete = "startup"` refers
  /// @param whole whether it is part of a scan of everything, which comes upon all names of an
  ///   inode
  public record Scan(@Nullable Instant since, boolean deep, boolean startup, boolean whole) {
    /// A scan of one directory, or what is below it.
    public Scan(@Nullable Instant since, boolean deep, boolean startup) {
      this(since, deep, startup, false);
    }

    /// The root's share in a scan of everything.
    public static Scan ofAll(@Nullable Instant since, boolean startup) {
      return new Scan(since, true, startup, true);
    }

    /// A scan that finds what either would.
    Scan merge(Scan other) {
      return new Scan(
          earlier(since, other.since),
          deep || other.deep,
          startup && other.startup,
          whole && other.whole);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      return a.isBefore(b) ? a : b;
    }
  }

  public RelativePath path() {
    return path;
  }

  /// Whether it stands for the directory at its path, not for the entry in the directory above.
  public boolean isItself() {
    return itself;
  }

  public Kind kind() {
    return kind;
  }

  /// Whether the path was a directory when it was last heard of.
  public boolean isDirectory() {
    return directory;
  }

  /// Whether content must be compared although size and time agree.
  public boolean content() {
    return content;
  }

  /// Whether the writer may still be at it, and nobody has looked yet.
  public boolean open() {
    return unseen;
  }

  /// Whether a directory found at this entry is to be scanned although the target has one there.
  public boolean descends() {
    return descends;
  }

  /// Whether something should be there: the last event did not say that it is gone, and nobody has
  /// looked for it in vain since. If it is not there, it has gone on to another name, most likely,
  /// of which an event is about to tell.
  public boolean isExpected() {
    return !gone;
  }

  /// How the directory itself is to be compared; null for its attributes only, and for entries.
  public @Nullable Scan scan() {
    return scan;
  }

  /// Where the entry was before it was renamed to this path, if the target may still have it there.
  public @Nullable RelativePath movedFrom() {
    return movedFrom == null ? null : movedFrom.path;
  }

  /// Where the entry at this path went.
  public @Nullable RelativePath movedTo() {
    return movedTo == null ? null : movedTo.path;
  }

  /// Whether it was given a batch of its own; see [DelayQueue#setApart].
  public boolean isApart() {
    return apart;
  }

  /// Where what came through here is now, if that is pending too.
  public @Nullable RelativePath passedTo() {
    Delay at = destination();
    return at == null ? null : at.path;
  }

  /// Whether an event told of it. What none did may delete no more than [#allowance].
  public boolean isTold() {
    return told;
  }

  /// How many entries it may delete of which no event told: as many as were counted.
  public long allowance() {
    return allowance;
  }

  /// How many entries it would delete, which waits for a decision; 0 if none does.
  public long held() {
    return held;
  }

  /// When the path was first heard of.
  public Instant first() {
    return first;
  }

  public Instant due() {
    return due;
  }

  /// Whether a job is working on it.
  public boolean isActive() {
    return active;
  }

  /// How many times in a row it failed.
  public int attempts() {
    return attempts;
  }

  /// How many times in a row it was found to be changing.
  public int unsettled() {
    return unsettled;
  }

  /// The last failure, or null.
  public @Nullable String reason() {
    return reason;
  }

  /// The first name of the renames that lead here.
  Delay origin() {
    Delay origin = this;
    while (origin.movedFrom != null) {
      origin = origin.movedFrom;
    }
    return origin;
  }

  /// Where what came through here is now, if that is pending too; null if it is not, or has left
  /// there for nobody knows where.
  @Nullable Delay destination() {
    Delay last = passed;
    while (last != null && last.passed != null) {
      last = last.passed;
    }
    return last == null || last.retired || last.gone ? null : last;
  }

  /// Whether a writer is known to be at it still.
  boolean isHeldOpen() {
    return open && !unseen;
  }

  /// Notes that `target` is what was here, renamed.
  void linkTo(Delay target) {
    unlinkTarget();
    target.unlinkSource();
    movedTo = target;
    target.movedFrom = this;
  }

  /// Without the hint, what is here may be anything.
  void unlinkSource() {
    if (movedFrom != null) {
      content = true;
      descends |= directory;
      movedFrom.movedTo = null;
      movedFrom = null;
    }
  }

  /// What was here before is not tied to it any more.
  void unlinkTarget() {
    if (movedTo != null) {
      movedTo.unlinkSource();
    }
  }

  /// Takes over what the older delay of the same path was to look at.
  void absorb(Delay older) {
    content |= older.content;
    descends |= older.descends;
    told = isComparedBy(older) ? told && older.told : told || older.told;
    allowance = 0; // it was counted for the older one only
    if (older.scan != null) {
      told = scan == null ? older.told : told;
      scan = scan == null ? older.scan : scan.merge(older.scan);
    }
  }

  private boolean isComparedBy(Delay older) {
    return scan != null && older.scan != null;
  }

  void unlink() {
    unlinkSource();
    unlinkTarget();
  }

  @Override
  public String toString() {
    return kind.word + " /" + path + (directory ? "/" : "") + (itself ? " itself" : "");
  }
}
