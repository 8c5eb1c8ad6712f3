package lockstep.copy;

import java.util.Arrays;
import java.util.function.Consumer;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Makes symbolic links, FIFOs, sockets and devices with their attributes, under a temporary name
/// first where something is to be replaced.
final class Nodes {
  private static final int PRIVATE = 0600;

  private final Drafts drafts;
  private final CopyOptions options;

  Nodes(Setup setup) {
    this.drafts = setup.drafts();
    this.options = setup.options();
  }

  /// @param refused receives attributes that could not be set, after the entry was put in place
  void makeSymlink(Subject subject, Consumer<TreeException> refused) throws TreeException {
    byte[] text = subject.pair().source().readLink(subject.name());
    make(subject, name -> subject.pair().target().makeSymlink(name, text), refused);
  }

  void makeNode(Subject subject, Consumer<TreeException> refused) throws TreeException {
    Stat source = subject.source();
    int mode = options.perms() ? PRIVATE : options.mode(source) & 0777;
    make(
        subject,
        name -> subject.pair().target().makeNode(name, source.type(), mode, source.rdev()),
        refused);
  }

  private void make(Subject subject, TemporaryNames.Action action, Consumer<TreeException> refused)
      throws TreeException {
    Directory directory = subject.pair().target();
    if (subject.target() == null) {
      action.on(subject.name());
      dress(directory, subject.name(), subject, refused);
      return;
    }
    byte[] draft = drafts.make(subject.pair().path(), directory, subject.name(), action);
    try {
      dress(directory, draft, subject, refused);
    } catch (TreeException | RuntimeException e) {
      drafts.discard(subject.pair().path(), directory, draft);
      throw e;
    }
    drafts.publish(subject, draft);
  }

  private void dress(
      Directory directory, byte[] name, Subject subject, Consumer<TreeException> refused)
      throws TreeException {
    Stat made = directory.stat(name);
    if (made == null) {
      return; // somebody else removed it; what follows finds out
    }
    Inode inode = new Inode.Named(directory, name);
    var difference = Difference.ofNew(subject.source(), made, options);
    Stat replaced = subject.target();
    if (!options.perms() && replaced != null && hasMode(made) && hasMode(replaced)) {
      difference = difference.withMode(replaced.mode());
    }
    var extended = ExtendedDifference.between(subject.sourceInode(), inode, options);
    Attributes.set(inode, difference, extended, options, refused);
  }

  private static boolean hasMode(Stat stat) {
    return stat.type() != FileType.SYMLINK;
  }

  /// Whether the target entry is a link with the same text.
  static boolean isSameText(Subject subject) throws TreeException {
    return isSameText(subject, subject.pair().target(), subject.name());
  }

  /// Whether this other one is.
  static boolean isSameText(Subject subject, Directory directory, byte[] name)
      throws TreeException {
    return Arrays.equals(
        subject.pair().source().readLink(subject.name()), directory.readLink(name));
  }
}
