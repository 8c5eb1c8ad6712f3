package lockstep.copy;

import lockstep.filter.Filters;
import lockstep.tree.Tree;
import org.jspecify.annotations.Nullable;

/// What one [TreeCopier] was made with, and what it keeps from work to work.
///
/// @param foresight of a rehearsal; null where the work is done
record Setup(
    Tree source,
    Tree target,
    Filters filters,
    CopyOptions options,
    Borders borders,
    TreeCopier.Visitor visitor,
    Workers workers,
    Places places,
    Drafts drafts,
    FileContent content,
    NewFiles newFiles,
    SignatureCache signatures,
    Throttle throttle,
    LinkTable links,
    Meter meter,
    Stillness stillness,
    @Nullable Foresight foresight) {
  Backups backups() {
    return places.backups();
  }

  /// Whether an entry that was renamed in the source may be renamed on the target: not where what
  /// is new there is not made, or what goes is kept, or nothing is changed at all.
  boolean repeatsRenames() {
    return options.selection().equals(Selection.ALL)
        && backups().equals(Backups.NONE)
        && !options.reach().keepDirlinks()
        && foresight == null;
  }

  /// The same for one who only tells.
  Setup with(Foresight other) {
    return new Setup(
        source,
        target,
        filters,
        options,
        borders,
        visitor,
        workers,
        places,
        drafts,
        content,
        newFiles,
        signatures,
        throttle,
        links,
        meter,
        stillness,
        other);
  }
}
