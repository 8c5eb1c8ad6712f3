package lockstep.copy;

import java.util.function.Consumer;
import lockstep.copy.Change.Action;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// Hands that change nothing, and tell what they would do.
final class TellingHands implements Hands {
  private final CopyOptions options;
  private final FileCopier files;
  private final Foresight foresight;
  private final Tally tally;

  TellingHands(CopyOptions options, FileCopier files, Foresight foresight, Tally tally) {
    this.options = options;
    this.files = files;
    this.foresight = foresight;
    this.tally = tally;
  }

  @Override
  public Copied copyFile(Subject subject, Consumer<TreeException> refused) throws TreeException {
    Stat source = subject.source();
    Stat target = subject.replacedFile();
    boolean different = false;
    if (foresight.checksum() && target != null && target.size() == source.size()) {
      switch (files.compare(subject, subject.pair().target(), subject.name())) {
        case UNSETTLED -> {
          return Copied.NOT;
        }
        case EQUAL -> {
          tell(subject, Action.ATTRIBUTES, changed('.', subject, target, false), 0, null);
          return Copied.whole(0);
        }
        case DIFFERENT -> different = true;
      }
    }
    if (target == null) {
      tell(subject, Action.CREATE, Itemised.made('>', source.type()), source.size(), null);
    } else {
      String code = changed('>', subject, target, different);
      tell(subject, Action.UPDATE, code, source.size(), null);
    }
    return Copied.whole(source.size());
  }

  @Override
  public void makeSymlink(Subject subject, Consumer<TreeException> refused) throws TreeException {
    byte[] text = subject.pair().source().readLink(subject.name());
    make(subject, text);
  }

  @Override
  public void makeNode(Subject subject, Consumer<TreeException> refused) throws TreeException {
    make(subject, null);
  }

  private void make(Subject subject, byte @Nullable [] text) throws TreeException {
    Stat target = subject.target();
    FileType type = subject.source().type();
    if (target == null || target.type() != type) {
      tell(subject, Action.CREATE, Itemised.made('c', type), 0, text);
    } else {
      boolean other = text != null && !Nodes.isSameText(subject);
      tell(subject, Action.UPDATE, changed('c', subject, target, other), 0, text);
    }
  }

  @Override
  public void makeDirectory(DirectoryPair pair, byte[] name, int mode) {
    String code = Itemised.made('c', FileType.DIRECTORY);
    RelativePath path = pair.path().resolve(name);
    tally.told(new Change(path, Action.CREATE, FileType.DIRECTORY, code, 0, null));
  }

  @Override
  public HardLinks.Outcome link(HardLinks.Name other, Subject subject, boolean keeps)
      throws TreeException {
    Stat target = subject.target();
    FileType type = subject.source().type();
    String code =
        target == null || target.type() != type
            ? Itemised.made('h', type)
            : changed('h', subject, target, false);
    tell(subject, Action.LINK, code, 0, other.path().bytes());
    return HardLinks.Outcome.LINKED;
  }

  @Override
  public boolean foresees(RelativePath path) {
    return foresight.linked().contains(path);
  }

  @Override
  public void setAttributes(
      Subject subject,
      Difference difference,
      ExtendedDifference extended,
      Consumer<TreeException> refused) {
    Stat source = subject.source();
    Stat target = subject.target();
    if (target != null && (difference.isBinding(options) || !extended.isNone())) {
      String code = Itemised.changed('.', source, target, options, false, extended);
      tell(subject, Action.ATTRIBUTES, code, 0, null);
    }
  }

  @Override
  public void setAttributes(
      DirectoryPair pair,
      Stat source,
      Stat target,
      ExtendedDifference extended,
      Consumer<TreeException> refused) {
    if (pair.target() instanceof VacantDirectory) {
      tellOfMissingRoot(pair);
      return;
    }
    var difference = Difference.between(source, target, options);
    if (difference.isBinding(options) || !extended.isNone()) {
      String code = Itemised.changed('.', source, target, options, false, extended);
      tally.told(new Change(pair.path(), Action.ATTRIBUTES, source.type(), code, 0, null));
    }
  }

  /// Of others, the directory above has told.
  private void tellOfMissingRoot(DirectoryPair pair) {
    if (pair.path().isRoot()) {
      String code = Itemised.made('c', FileType.DIRECTORY);
      tally.told(new Change(pair.path(), Action.CREATE, FileType.DIRECTORY, code, 0, null));
    }
  }

  @Override
  public void openUp(Directory directory) {}

  @Override
  public void openUp(Directory directory, byte[] name, int mode) {}

  @Override
  public void unlink(Directory directory, byte[] name, RelativePath path) throws TreeException {
    Stat stat = directory.stat(name);
    if (stat != null) {
      tally.told(new Change(path, Action.DELETE, stat.type(), Itemised.DELETED, 0, null));
    }
  }

  @Override
  public void omit(Directory directory, byte[] name, RelativePath path) throws TreeException {
    unlink(directory, name, path);
  }

  @Override
  public void removeDirectory(Directory directory, byte[] name, RelativePath path) {
    tally.told(new Change(path, Action.DELETE, FileType.DIRECTORY, Itemised.DELETED, 0, null));
  }

  private String changed(char how, Subject subject, Stat target, boolean content)
      throws TreeException {
    var extended =
        ExtendedDifference.between(subject.sourceInode(), subject.targetInode(), options);
    return Itemised.changed(how, subject.source(), target, options, content, extended);
  }

  private void tell(
      Subject subject, Action action, String code, long bytes, byte @Nullable [] link) {
    if (options.hardLinks() && subject.source().links() > 1 && action != Action.ATTRIBUTES) {
      foresight.linked().add(subject.path());
    }
    FileType type = subject.source().type();
    tally.told(new Change(subject.path(), action, type, code, bytes, link));
  }
}
