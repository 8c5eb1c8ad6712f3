package lockstep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import lockstep.config.ByteCount;
import lockstep.config.Chmod;
import lockstep.config.IdMap;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.copy.Backups;
import lockstep.copy.CopyOptions;
import lockstep.copy.Dressing;
import lockstep.copy.Rewriting;
import lockstep.copy.Selection;
import lockstep.copy.Trust;
import lockstep.event.RelativePath;
import lockstep.linux.Processes;
import lockstep.tree.Following;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// What a sync's `rsync` table asks of the copier.
final class CopyTerms {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final RsyncOptions rsync;

  private CopyTerms(RsyncOptions rsync) {
    this.rsync = rsync;
  }

  static CopyOptions of(RsyncOptions table) {
    return new CopyTerms(table.effective()).options();
  }

  /// What becomes of what is replaced or removed.
  static Backups backups(RsyncOptions table, Tree target) throws TreeException {
    RsyncOptions rsync = table.effective();
    if (!rsync.backs()) {
      return Backups.NONE;
    }
    byte[] directory = rsync.value(RsyncValue.BACKUP_DIR);
    return directory == null
        ? new Backups.Beside(rsync.suffix())
        : Backups.Elsewhere.prepare(target, RelativePath.of(directory), rsync.suffix());
  }

  /// Which links of the source count as what they lead to.
  static Following following(RsyncOptions table) {
    RsyncOptions rsync = table.effective();
    if (rsync.has(RsyncFlag.COPY_LINKS)) {
      return Following.ALL;
    }
    if (rsync.has(RsyncFlag.COPY_UNSAFE_LINKS)) {
      return Following.UNSAFE;
    }
    return rsync.has(RsyncFlag.COPY_DIRLINKS) ? Following.TO_DIRECTORIES : Following.NONE;
  }

  /// Which links of the target lead to what is below them.
  static Following followingOnTarget(RsyncOptions table) {
    boolean kept = table.effective().has(RsyncFlag.KEEP_DIRLINKS);
    return kept ? Following.TO_DIRECTORIES : Following.NONE;
  }

  private CopyOptions options() {
    var users = users();
    var groups = groups();
    return new CopyOptions(
        rsync.has(RsyncFlag.LINKS) && !rsync.has(RsyncFlag.COPY_LINKS),
        rsync.has(RsyncFlag.PERMS) || rsync.has(RsyncFlag.ACLS),
        rsync.has(RsyncFlag.TIMES),
        rsync.has(RsyncFlag.OWNER) || !users.isEmpty(),
        rsync.has(RsyncFlag.GROUP) || !groups.isEmpty(),
        rsync.has(RsyncFlag.DEVICES),
        rsync.has(RsyncFlag.SPECIALS),
        rsync.has(RsyncFlag.HARD_LINKS),
        rsync.has(RsyncFlag.ACLS),
        rsync.has(RsyncFlag.XATTRS),
        rsync.has(RsyncFlag.SPARSE),
        Processes.geteuid() == 0,
        rewriting(),
        trust(),
        selection(),
        dressing(users, groups),
        rsync.has(RsyncFlag.FSYNC),
        rsync.has(RsyncFlag.KEEP_DIRLINKS),
        rsync.has(RsyncFlag.ONE_FILE_SYSTEM),
        rsync.has(RsyncFlag.PRUNE_EMPTY_DIRS),
        value(RsyncValue.BWLIMIT, text -> ByteCount.parse(text, 'k'), 0L));
  }

  private Rewriting rewriting() {
    return new Rewriting(
        rsync.has(RsyncFlag.WHOLE_FILE),
        rsync.has(RsyncFlag.INPLACE),
        rsync.has(RsyncFlag.APPEND),
        rsync.has(RsyncFlag.APPEND_VERIFY));
  }

  private Trust trust() {
    if (rsync.has(RsyncFlag.CHECKSUM)) {
      return Trust.CONTENT;
    }
    if (rsync.has(RsyncFlag.IGNORE_TIMES)) {
      return Trust.NOTHING;
    }
    return rsync.has(RsyncFlag.SIZE_ONLY) ? Trust.SIZE : Trust.SIZE_AND_TIME;
  }

  private Selection selection() {
    return new Selection(
        rsync.has(RsyncFlag.UPDATE),
        rsync.has(RsyncFlag.EXISTING),
        rsync.has(RsyncFlag.IGNORE_EXISTING),
        value(RsyncValue.MIN_SIZE, text -> ByteCount.parse(text, 'b'), 0L),
        value(RsyncValue.MAX_SIZE, text -> ByteCount.parse(text, 'b'), Long.MAX_VALUE));
  }

  private Dressing dressing(IdMap users, IdMap groups) {
    boolean numeric = rsync.has(RsyncFlag.NUMERIC_IDS);
    return new Dressing(
        value(RsyncValue.CHMOD, text -> Chmod.parse(text, umask())::of, Dressing.PLAIN.modes()),
        Identities.ofUsers(users, numeric),
        Identities.ofGroups(groups, numeric),
        rsync.has(RsyncFlag.EXECUTABILITY),
        !rsync.has(RsyncFlag.OMIT_DIR_TIMES)
            && (!rsync.backs() || rsync.value(RsyncValue.BACKUP_DIR) != null),
        !rsync.has(RsyncFlag.OMIT_LINK_TIMES));
  }

  private IdMap users() {
    IdMap chown = value(RsyncValue.CHOWN, text -> IdMap.ofAll(text.split(":", 2)[0]), IdMap.NONE);
    return chown.isEmpty() ? value(RsyncValue.USERMAP, IdMap::parse, IdMap.NONE) : chown;
  }

  private IdMap groups() {
    IdMap chown =
        value(
            RsyncValue.CHOWN,
            text -> IdMap.ofAll(text.contains(":") ? text.split(":", 2)[1] : ""),
            IdMap.NONE);
    return chown.isEmpty() ? value(RsyncValue.GROUPMAP, IdMap::parse, IdMap.NONE) : chown;
  }

  private <T> T value(RsyncValue key, Function<String, T> reading, T otherwise) {
    String text = text(key);
    return text == null ? otherwise : reading.apply(text);
  }

  private @Nullable String text(RsyncValue key) {
    byte[] value = rsync.value(key);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /// The C function would change it, and other threads make files.
  private static int umask() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("Umask:"))
          .map(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
          .findFirst()
          .orElse(022);
    } catch (IOException _) {
      return 022; // what nearly every system starts its services with
    }
  }
}
