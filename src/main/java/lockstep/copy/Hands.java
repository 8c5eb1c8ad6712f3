package lockstep.copy;

import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;

/// Everything that changes the target. Whoever decides works with these and does not know whether
/// they act ([WorkingHands]) or only tell what they would do ([TellingHands]); so a rehearsal
/// cannot come to other decisions than the work itself.
sealed interface Hands permits WorkingHands, TellingHands {
  static Hands of(Setup setup, Tally tally) {
    Foresight foresight = setup.foresight();
    return foresight == null
        ? new WorkingHands(setup)
        : new TellingHands(setup.options(), new FileCopier(setup), foresight, tally);
  }

  /// @param refused receives attributes that could not be set, after the file was put in place
  Copied copyFile(Subject subject, Consumer<TreeException> refused) throws TreeException;

  void makeSymlink(Subject subject, Consumer<TreeException> refused) throws TreeException;

  void makeNode(Subject subject, Consumer<TreeException> refused) throws TreeException;

  void makeDirectory(DirectoryPair pair, byte[] name, int mode) throws TreeException;

  /// Makes the subject another name of `other`.
  ///
  /// @param keeps whether what it replaces is one of those of which backups are kept
  HardLinks.Outcome link(HardLinks.Name other, Subject subject, boolean keeps) throws TreeException;

  /// Whether the target would have at this path all that the source has, although it does not show.
  boolean foresees(RelativePath path);

  void setAttributes(
      Subject subject,
      Difference difference,
      ExtendedDifference extended,
      Consumer<TreeException> refused);

  /// The same for a directory itself.
  ///
  /// @param source what it is in the source
  /// @param target what it is in the target
  void setAttributes(
      DirectoryPair pair,
      Stat source,
      Stat target,
      ExtendedDifference extended,
      Consumer<TreeException> refused);

  /// Makes an ordinary user's directory one that can be emptied.
  void openUp(Directory directory) throws TreeException;

  /// Gives the entry `name` a mode that lets its owner in.
  void openUp(Directory directory, byte[] name, int mode) throws TreeException;

  /// @param path of the entry
  void unlink(Directory directory, byte[] name, RelativePath path) throws TreeException;

  /// Removes a file that an older copy holds, and of which no backup is kept.
  ///
  /// @param path of the entry
  void omit(Directory directory, byte[] name, RelativePath path) throws TreeException;

  /// @param path of the entry, a directory that is empty now
  void removeDirectory(Directory directory, byte[] name, RelativePath path) throws TreeException;
}
