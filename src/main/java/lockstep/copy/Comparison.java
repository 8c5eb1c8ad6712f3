package lockstep.copy;

import java.util.function.BooleanSupplier;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import org.jspecify.annotations.Nullable;

/// Decides what makes one target entry equal to its source. Looks at nothing but its arguments.
///
/// Content counts as equal where size and modification time agree (rsync's quick check), unless it
/// is in doubt. A target inode with several names is never changed in place: its other names may
/// stand for other source files by now.
final class Comparison {
  private static final int PRIVATE = 0700;

  private final CopyOptions options;

  Comparison(CopyOptions options) {
    this.options = options;
  }

  /// The step that the types of two listings suffice for, or null where the entries must be looked
  /// at.
  ///
  /// @param source null where the listing does not say
  /// @param target likewise, unless `absent`
  /// @param absent whether the target has no such entry
  @Nullable Step ofTypes(@Nullable FileType source, @Nullable FileType target, boolean absent) {
    if (source == null) {
      return null;
    }
    if (!carries(source)) {
      return Step.SKIP;
    }
    if (absent && options.selection().leavesNew()) {
      return Step.SKIP;
    }
    if (source != FileType.DIRECTORY) {
      return null;
    }
    if (target == FileType.DIRECTORY) {
      return Step.ENTER;
    }
    return absent && options.perms() ? new Step.MakeDirectory(PRIVATE) : null;
  }

  /// What becomes of a target entry that the source lacks, or that the filters hide in the source.
  ///
  /// @param leftover whether it is one of our temporary files
  /// @param isProtected whether the filters protect it
  /// @param deletes whether what the source lacks is removed
  static Step ofExtraneous(boolean leftover, BooleanSupplier isProtected, boolean deletes) {
    return leftover || deletes && !isProtected.getAsBoolean() ? Step.DELETE : Step.KEEP;
  }

  /// @param doubt whether content may differ although size and time agree
  Step of(Stat source, @Nullable Stat target, boolean doubt) {
    if (!carries(source.type()) || options.selection().leaves(source, target, options.window())) {
      return Step.SKIP;
    }
    if (source.isDirectory()) {
      return ofDirectory(source, target);
    }
    Step make = make(source.type());
    if (target == null) {
      return make;
    }
    if (target.isDirectory()) {
      return new Step.Replace(make);
    }
    Step rewrite = isLongEnough(source, target) ? Step.KEEP : make;
    if (!isSameKind(source, target, options)) {
      return rewrite;
    }
    Step ifEqual = ofAttributes(source, target, make);
    boolean read = source.isRegular() ? doubt : source.type() == FileType.SYMLINK;
    return read ? new Step.Compare(ifEqual, rewrite) : ifEqual;
  }

  /// With `append` only what is shorter than its source is written, as by rsync.
  private boolean isLongEnough(Stat source, Stat target) {
    return options.writing().rewriting().append()
        && source.isRegular()
        && target.isRegular()
        && target.size() >= source.size();
  }

  private Step ofDirectory(Stat source, @Nullable Stat target) {
    // An ordinary user could not fill a directory without these bits; nobody takes them away where
    // modes are not carried over.
    int needed = options.superUser() ? 0 : PRIVATE;
    var make =
        new Step.MakeDirectory(options.perms() ? PRIVATE : options.mode(source) & 0777 | needed);
    if (target == null) {
      return make;
    }
    return target.isDirectory() ? Step.ENTER : new Step.Replace(make);
  }

  private Step ofAttributes(Stat source, Stat target, Step make) {
    Difference difference = Difference.between(source, target, options);
    if (target.links() > 1 && difference.isBinding(options)) {
      return make;
    }
    return difference.isNone() && !options.extended()
        ? Step.KEEP
        : new Step.SetAttributes(difference, make);
  }

  /// Whether the two are of one type and, as far as a look tells, of one content; links must be
  /// read besides.
  static boolean isSameKind(Stat source, Stat target, CopyOptions options) {
    return isSameKind(source, target, options.trust(), options.window());
  }

  static boolean isSameKind(Stat source, Stat target, Trust trust, TimeWindow window) {
    return source.type() == target.type()
        && switch (source.type()) {
          case REGULAR -> trust.mayBeEqual(source, target, window);
          case CHARACTER_DEVICE, BLOCK_DEVICE -> source.rdev() == target.rdev();
          case DIRECTORY, SYMLINK, FIFO, SOCKET -> true;
        };
  }

  private boolean carries(FileType type) {
    return switch (type) {
      case REGULAR, DIRECTORY -> true;
      case SYMLINK -> options.links();
      case FIFO, SOCKET -> options.specials();
      case CHARACTER_DEVICE, BLOCK_DEVICE -> options.devices();
    };
  }

  private static Step make(FileType type) {
    return switch (type) {
      case REGULAR -> Step.COPY_FILE;
      case SYMLINK -> Step.MAKE_SYMLINK;
      case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> Step.MAKE_NODE;
      case DIRECTORY -> throw new IllegalArgumentException("a directory is made by itself");
    };
  }
}
