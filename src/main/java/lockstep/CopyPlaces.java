package lockstep;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.copy.Backups;
import lockstep.copy.Places;
import lockstep.copy.References;
import lockstep.copy.Scratch;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.LinuxTree;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// The directories beside its two trees that a sync's `rsync` table names.
final class CopyPlaces {
  private CopyPlaces() {}

  /// What is used beside the two trees. Must be closed.
  ///
  /// @param path of the target, which relative ones are relative to
  static Places of(RsyncOptions table, Tree target, AbsolutePath path) throws TreeException {
    RsyncOptions rsync = table.effective();
    References references = references(rsync, path);
    try {
      return new Places(backups(rsync, target), references, scratch(rsync, target, path));
    } catch (TreeException | RuntimeException e) {
      references.close();
      throw e;
    }
  }

  /// The same for a rehearsal, which only looks.
  static Places toLookAt(RsyncOptions table, AbsolutePath path) throws TreeException {
    return new Places(Backups.NONE, references(table.effective(), path), Scratch.BESIDE);
  }

  private static Backups backups(RsyncOptions rsync, Tree target) throws TreeException {
    if (!rsync.backs()) {
      return Backups.NONE;
    }
    byte[] directory = rsync.value(RsyncValue.BACKUP_DIR);
    return directory == null
        ? new Backups.Beside(rsync.suffix())
        : Backups.Elsewhere.prepare(target, RelativePath.of(directory), rsync.suffix());
  }

  /// A directory that is missing holds nothing, as with rsync.
  private static References references(RsyncOptions rsync, AbsolutePath target)
      throws TreeException {
    boolean omits = rsync.value(RsyncValue.COMPARE_DEST) != null;
    var trees = new ArrayList<Tree>();
    for (byte[] name : rsync.directories(omits ? RsyncValue.COMPARE_DEST : RsyncValue.LINK_DEST)) {
      AbsolutePath path = from(target, name);
      try {
        trees.add(LinuxTree.open(path));
      } catch (TreeException e) {
        if (e.reason() != TreeException.Reason.ABSENT) {
          trees.forEach(Tree::close);
          throw e;
        }
        Log.WARN.warn("no older copy to compare with: {} does not exist", path);
      }
    }
    return new References(omits ? References.Use.OMIT : References.Use.LINK, trees);
  }

  private static Scratch scratch(RsyncOptions rsync, Tree target, AbsolutePath path)
      throws TreeException {
    byte[] name = rsync.value(RsyncValue.TEMP_DIR);
    if (name == null) {
      return Scratch.BESIDE;
    }
    var scratch = Scratch.in(LinuxTree.open(from(path, name)));
    try (Directory root = target.open(RelativePath.ROOT)) {
      if (!scratch.serves(root)) {
        Log.WARN.warn(
            "rsync.temp_dir has no effect: {} is on another file system than the target, where"
                + " files could not be put in place at once",
            from(path, name));
      }
      return scratch;
    } catch (TreeException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static AbsolutePath from(AbsolutePath target, byte[] path) {
    if (path[0] == '/') {
      return AbsolutePath.of(path);
    }
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(target.bytes());
    whole.write('/');
    whole.writeBytes(path);
    return AbsolutePath.of(whole.toByteArray());
  }
}
