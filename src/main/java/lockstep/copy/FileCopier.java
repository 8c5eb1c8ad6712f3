package lockstep.copy;

import java.util.function.Consumer;
import lockstep.delta.BlockHashes;
import lockstep.tree.Directory;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Copies and compares regular files so that only whole ones appear: written beside their place,
/// and put there when the source proves not to have changed while it was read. Only where it is
/// asked for are they written in place.
final class FileCopier {
  private static final int PERMISSIONS = 0777;
  private static final int GROUP = 0070;
  private static final int OWNER = 0700;

  /// How the contents of two files compare.
  enum Likeness {
    EQUAL,
    DIFFERENT,
    /// the source changed meanwhile
    UNSETTLED
  }

  private final Drafts drafts;
  private final Renewal renewal;
  private final SignatureCache signatures;
  private final Throttle throttle;
  private final boolean inplace;
  private final NewFiles newFiles;
  private final CopyOptions options;
  private final Meter meter;
  private final Stillness stillness;

  FileCopier(Setup setup) {
    this.drafts = setup.drafts();
    this.renewal = new Renewal(setup);
    this.signatures = setup.signatures();
    this.throttle = setup.throttle();
    // What is kept must be there before it is written to.
    this.inplace =
        setup.options().writing().rewriting().inplace() && setup.backups().equals(Backups.NONE);
    this.newFiles = setup.newFiles();
    this.options = setup.options();
    this.meter = setup.meter();
    this.stillness = setup.stillness();
  }

  /// @param refused receives attributes that could not be set, after the file was put in place
  Copied copy(Subject subject, Consumer<TreeException> refused) throws TreeException {
    try (OpenFile source = subject.pair().source().openFile(subject.name())) {
      Stat before = source.stat();
      if (inplace && subject.replacedFile() != null) {
        try (OpenFile target = subject.pair().target().openForUpdate(subject.name())) {
          Stat was = target.stat();
          if (was.links() == 1) {
            return counted(update(target, was, source, before, subject.moved(), refused), before);
          }
        }
      }
      return counted(replace(source, before, subject, refused), before);
    }
  }

  private Copied counted(Copied copied, Stat source) {
    if (copied.published()) {
      meter.done(source.size());
    }
    return copied;
  }

  private Copied replace(
      OpenFile source, Stat before, Subject subject, Consumer<TreeException> refused)
      throws TreeException {
    Directory directory = subject.pair().target();
    Directory place = drafts.place(directory, options);
    int mode = newFiles.mode(before, subject.replacedFile());
    var draft =
        drafts.open(
            subject.pair().path(),
            place,
            subject.name(),
            temporary -> newFiles.make(place, temporary, mode, before));
    Stillness.Verdict verdict = Stillness.Verdict.MOVING;
    boolean done = false;
    @Nullable BlockHashes hashes;
    @Nullable Stat made = null;
    try (OpenFile target = meter.watch(draft.entry().file(), before.size())) {
      boolean doubtful = stillness.isDoubtful(source, before);
      hashes = renewal.fill(throttle.slow(target), source, before, subject);
      verdict = stillness.judge(source, before, target, 0, doubtful, subject.moved());
      if (verdict != Stillness.Verdict.MOVING) {
        dress(target, source, ofNew(draft.entry(), before, subject), refused);
        made = hashes == null ? null : target.stat();
        done = true;
      }
    } finally {
      if (!done) {
        drafts.discard(subject.pair().path(), place, draft.name());
      }
    }
    if (!done) {
      return Copied.NOT;
    }
    drafts.publish(subject, place, draft.name());
    if (verdict == Stillness.Verdict.GIVEN_UP) {
      return new Copied(before.size(), true, false);
    }
    if (hashes != null && made != null) {
      remember(directory.stat(subject.name()), made, before, hashes);
    }
    return Copied.whole(before.size());
  }

  /// Renaming it changed its `ctime`; by now another file may be there.
  private void remember(@Nullable Stat published, Stat made, Stat before, BlockHashes hashes) {
    if (published != null && published.isSameInode(made)) {
      signatures.remember(published, before, hashes);
    }
  }

  /// Writes to the target file itself.
  private Copied update(
      OpenFile target,
      Stat was,
      OpenFile source,
      Stat before,
      int moved,
      Consumer<TreeException> refused)
      throws TreeException {
    if (options.writing().rewriting().append() && was.size() >= before.size()) {
      return Copied.whole(0);
    }
    boolean doubtful = stillness.isDoubtful(source, before);
    narrow(target, was, source, before);
    BlockHashes hashes = renewal.update(throttle.slow(target), was, source, before);
    boolean end =
        options.writing().rewriting().append() && !options.writing().rewriting().appendVerify();
    long start = end ? was.size() : 0;
    var verdict = stillness.judge(source, before, target, start, doubtful, moved);
    if (verdict == Stillness.Verdict.MOVING) {
      return Copied.NOT;
    }
    dress(target, source, Difference.between(before, target.stat(), options), refused);
    if (verdict == Stillness.Verdict.GIVEN_UP) {
      return new Copied(before.size(), true, false);
    }
    if (hashes != null) {
      signatures.remember(target.stat(), before, hashes);
    }
    return Copied.whole(before.size());
  }

  /// Takes rights away that the file is to lose, before what they would give access to is there.
  private void narrow(OpenFile target, Stat was, OpenFile source, Stat before)
      throws TreeException {
    if (!options.perms()) {
      return; // who may read it stays as it is
    }
    var difference = Difference.between(before, was, options);
    boolean listed =
        options.acls()
            && ExtendedDifference.between(
                    new Inode.Opened(source), new Inode.Opened(target), options)
                .hasLists();
    int mode = difference.mode() == -1 ? was.mode() : was.mode() & difference.mode();
    if (difference.gid() != -1 || listed) {
      mode &= ~GROUP;
    }
    if (difference.uid() != -1) {
      mode &= ~OWNER;
    }
    if (mode != was.mode()) {
      target.setMode(mode);
    }
  }

  private Difference ofNew(NewFiles.Made fresh, Stat before, Subject subject) {
    Stat replaced = subject.replacedFile();
    var difference = Difference.ofNew(before, fresh.stat(), options);
    if (options.perms()) {
      return difference;
    }
    if (replaced != null) {
      return difference.withMode(options.keptMode(before, replaced.mode()));
    }
    boolean made = fresh.mode() == fresh.stat().mode();
    return made ? difference : difference.withMode(fresh.mode() & PERMISSIONS);
  }

  private void dress(
      OpenFile target, OpenFile source, Difference difference, Consumer<TreeException> refused)
      throws TreeException {
    Inode inode = new Inode.Opened(target);
    var extended = ExtendedDifference.between(new Inode.Opened(source), inode, options);
    Attributes.set(inode, difference, extended, options, refused);
    if (options.writing().fsync()) {
      target.sync();
    }
  }

  /// Compares two files that were of one size.
  Likeness compare(Subject subject, Directory targetDirectory, byte[] targetName)
      throws TreeException {
    try (OpenFile source = subject.pair().source().openFile(subject.name());
        OpenFile target = targetDirectory.openFile(targetName)) {
      Stat before = source.stat();
      boolean equal =
          before.size() == target.stat().size()
              && FileContent.isEqual(source, target, before.size());
      if (!before.isUnchanged(subject.source()) || !source.stat().isUnchanged(before)) {
        return Likeness.UNSETTLED;
      }
      return equal ? Likeness.EQUAL : Likeness.DIFFERENT;
    }
  }
}
