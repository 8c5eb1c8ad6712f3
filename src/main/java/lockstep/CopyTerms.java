package lockstep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.config.ByteCount;
import lockstep.config.Chmod;
import lockstep.config.IdMap;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;
import lockstep.copy.Carried;
import lockstep.copy.CarriedSet;
import lockstep.copy.CopyOptions;
import lockstep.copy.Dressing;
import lockstep.copy.Reach;
import lockstep.copy.Rewriting;
import lockstep.copy.Selection;
import lockstep.copy.TimeWindow;
import lockstep.copy.Trust;
import lockstep.copy.Writing;
import lockstep.linux.Processes;
import lockstep.tree.Following;
import org.jspecify.annotations.Nullable;

/// What a sync's `rsync` table asks of the copier.
final class CopyTerms {
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Map<RsyncFlag, Following> FOLLOWED =
      Map.of(
          RsyncFlag.COPY_LINKS, Following.ALL,
          RsyncFlag.COPY_UNSAFE_LINKS, Following.UNSAFE,
          RsyncFlag.COPY_DIRLINKS, Following.TO_DIRECTORIES);

  private static final Map<RsyncFlag, Carried> CARRIED =
      Map.of(
          RsyncFlag.LINKS, Carried.LINKS,
          RsyncFlag.PERMS, Carried.PERMS,
          RsyncFlag.TIMES, Carried.TIMES,
          RsyncFlag.OWNER, Carried.OWNER,
          RsyncFlag.GROUP, Carried.GROUP,
          RsyncFlag.DEVICES, Carried.DEVICES,
          RsyncFlag.SPECIALS, Carried.SPECIALS,
          RsyncFlag.HARD_LINKS, Carried.HARD_LINKS,
          RsyncFlag.ACLS, Carried.ACLS,
          RsyncFlag.XATTRS, Carried.XATTRS);

  private final RsyncOptions rsync;

  private CopyTerms(RsyncOptions rsync) {
    this.rsync = rsync;
  }

  static CopyOptions of(RsyncOptions table) {
    return new CopyTerms(table.effective()).options();
  }

  /// Which links of the source count as what they lead to.
  static Set<Following> following(RsyncOptions table) {
    RsyncOptions rsync = table.effective();
    return FOLLOWED.entrySet().stream()
        .filter(each -> rsync.has(each.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Which links of the target lead to what is below them.
  static Set<Following> followingOnTarget(RsyncOptions table) {
    boolean kept = table.effective().has(RsyncFlag.KEEP_DIRLINKS);
    return kept ? Set.of(Following.TO_DIRECTORIES) : Set.of();
  }

  private CopyOptions options() {
    var users = users();
    var groups = groups();
    return new CopyOptions(
        carried(!users.isEmpty(), !groups.isEmpty()),
        Processes.geteuid() == 0,
        trust(),
        window(),
        selection(),
        dressing(users, groups),
        writing(),
        reach());
  }

  private CarriedSet carried(boolean users, boolean groups) {
    var carried = EnumSet.noneOf(Carried.class);
    CARRIED.forEach(
        (flag, what) -> {
          if (rsync.has(flag)) {
            carried.add(what);
          }
        });
    if (users) {
      carried.add(Carried.OWNER);
    }
    if (groups) {
      carried.add(Carried.GROUP);
    }
    if (rsync.has(RsyncFlag.COPY_LINKS)) {
      carried.remove(Carried.LINKS);
    }
    return CarriedSet.of(carried);
  }

  private Writing writing() {
    return new Writing(
        rewriting(),
        rsync.has(RsyncFlag.SPARSE),
        rsync.has(RsyncFlag.FSYNC),
        value(RsyncValue.BWLIMIT, text -> ByteCount.parse(text, 'k'), 0L));
  }

  private Reach reach() {
    return new Reach(
        rsync.has(RsyncFlag.KEEP_DIRLINKS),
        rsync.has(RsyncFlag.ONE_FILE_SYSTEM),
        rsync.has(RsyncFlag.PRUNE_EMPTY_DIRS));
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
    if (rsync.has(RsyncFlag.SIZE_ONLY)) {
      return Trust.SIZE;
    }
    return rsync.has(RsyncFlag.IGNORE_TIMES) ? Trust.NOTHING : Trust.SIZE_AND_TIME;
  }

  private TimeWindow window() {
    return value(
        RsyncValue.MODIFY_WINDOW,
        text -> new TimeWindow(Math.max(-1, Integer.parseInt(text))),
        TimeWindow.NONE);
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
