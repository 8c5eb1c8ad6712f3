package lockstep.copy;

import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Hands that change the target.
final class WorkingHands implements Hands {
  private static final int OPEN = 0700;

  private final CopyOptions options;
  private final FileCopier files;
  private final Nodes nodes;
  private final LinkMaker links;
  private final Backups backups;

  WorkingHands(Setup setup) {
    this.options = setup.options();
    this.files = new FileCopier(setup);
    this.nodes = new Nodes(setup);
    this.links = new LinkMaker(setup);
    this.backups = setup.backups();
  }

  @Override
  public Copied copyFile(Subject subject, Consumer<TreeException> refused) throws TreeException {
    return files.copy(subject, refused);
  }

  @Override
  public void makeSymlink(Subject subject, Consumer<TreeException> refused) throws TreeException {
    nodes.makeSymlink(subject, refused);
  }

  @Override
  public void makeNode(Subject subject, Consumer<TreeException> refused) throws TreeException {
    nodes.makeNode(subject, refused);
  }

  @Override
  public void makeDirectory(DirectoryPair pair, byte[] name, int mode) throws TreeException {
    pair.target().makeDirectory(name, mode);
  }

  @Override
  public HardLinks.Outcome link(HardLinks.Name other, Subject subject, boolean keeps)
      throws TreeException {
    return links.link(other, subject, keeps);
  }

  @Override
  public boolean foresees(RelativePath path) {
    return false;
  }

  @Override
  public void setAttributes(
      Subject subject,
      Difference difference,
      ExtendedDifference extended,
      Consumer<TreeException> refused) {
    Attributes.set(subject.targetInode(), difference, extended, options, refused);
  }

  @Override
  public void setAttributes(
      DirectoryPair pair,
      Stat source,
      Stat target,
      ExtendedDifference extended,
      Consumer<TreeException> refused) {
    var difference = Difference.between(source, target, options);
    Attributes.set(new Inode.Itself(pair.target()), difference, extended, options, refused);
  }

  @Override
  public void openUp(Directory directory) throws TreeException {
    if ((directory.stat().mode() & OPEN) != OPEN) {
      directory.setMode(OPEN);
    }
  }

  @Override
  public void openUp(Directory directory, byte[] name, int mode) throws TreeException {
    directory.setMode(name, mode);
  }

  @Override
  public void unlink(Directory directory, byte[] name, RelativePath path) throws TreeException {
    if (TemporaryNames.isTemporary(name) || !backups.removing(directory, path, name)) {
      directory.unlink(name);
    }
  }

  @Override
  public void omit(Directory directory, byte[] name, RelativePath path) throws TreeException {
    directory.unlink(name);
  }

  @Override
  public void removeDirectory(Directory directory, byte[] name, RelativePath path)
      throws TreeException {
    directory.removeDirectory(name);
  }
}
