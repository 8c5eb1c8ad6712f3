package lockstep.copy;

import lockstep.delta.BlockHashes;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Decides whether a file's content is copied whole, or as changes to what the target has.
///
/// A new file has to be written whole wherever the target cannot share blocks between two of its
/// files: it takes as long to fetch a block from the old file as from the source, and the source is
/// read in any case. Where it can, the new file begins as a clone of the old one. `docs/delta.md`
/// has the costs.
final class Renewal {
  /// Below this a whole copy takes less time than the calls that would save it.
  private static final long WORTH_COMPARING = 1 << 20;

  private final FileContent content;
  private final SignatureCache cache;
  private final Rewriting rewriting;
  private final boolean sparse;

  Renewal(Setup setup) {
    this.content = setup.content();
    this.cache = setup.signatures();
    this.rewriting = setup.options().writing().rewriting();
    this.sparse = setup.options().writing().sparse();
  }

  /// Gives a new, empty file its content.
  ///
  /// @return hashes of that content, if they were made
  @Nullable BlockHashes fill(OpenFile draft, OpenFile source, Stat before, Subject subject)
      throws TreeException {
    Stat replaced = subject.replacedFile();
    boolean compares =
        replaced != null
            && !rewriting.wholeFile()
            && !sparse
            && Math.min(before.size(), replaced.size()) >= WORTH_COMPARING;
    if (compares && content.mayShareOld() && !content.isShared(source, before.size(), draft)) {
      try (OpenFile old = open(subject)) {
        Stat was = old == null ? null : old.stat();
        if (old != null && was != null && content.isSharedOld(old, draft)) {
          return change(draft, source, before, old, was);
        }
      }
    }
    content.copy(source, before, draft);
    return null;
  }

  /// What keeps the old file from being read keeps nobody from replacing it.
  private static @Nullable OpenFile open(Subject subject) {
    try {
      return subject.pair().target().openFile(subject.name());
    } catch (TreeException _) {
      return null;
    }
  }

  /// The old file is read, not its clone, which would have to come from the disk again. What is
  /// read, or remembered, of the old file holds for the clone if nobody changed it since before it
  /// was cloned; what was written through a mapping shows in its times too, as cloning writes it
  /// back.
  private @Nullable BlockHashes change(
      OpenFile draft, OpenFile source, Stat before, OpenFile old, Stat was) throws TreeException {
    var content = new OldContent(old, was.size(), cache.of(was));
    var moved = new MovedBlocks(source, before, content, draft);
    BlockHashes made = new ChangedBlocks(source, before, draft, content, cache, moved).write();
    if (!old.stat().isUnchanged(was)) {
      throw new TreeException(
          TreeException.Reason.OTHER,
          "somebody else changes the file on the target (inode " + was.inode() + ")");
    }
    return made;
  }

  /// Makes a file of the target equal by writing to it.
  ///
  /// @param was the file as it is
  /// @return hashes of its content then, if they were made
  @Nullable BlockHashes update(OpenFile target, Stat was, OpenFile source, Stat before)
      throws TreeException {
    if (rewriting.append() && !rewriting.appendVerify()) {
      content.copyEnd(source, was.size(), before.size(), target);
      return null;
    }
    if (rewriting.wholeFile() && !Holes.mayBeIn(before) && !sparse) {
      content.copyEnd(source, 0, before.size(), target);
      target.truncate(before.size());
      return null;
    }
    var old = new OldContent(target, was.size(), cache.of(was));
    return new ChangedBlocks(source, before, target, old, cache, null).write();
  }
}
