package lockstep.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Which engine a sync uses, and why.
///
/// @param why one reason, as the end of a sentence that begins "because"
/// @param idle the settings that have no effect with this engine
/// @param handlers the functions of the configuration for a script; null for other engines
public record EngineChoice(
    Engine engine, String why, List<String> idle, @Nullable Handlers handlers) {
  /// What the built-in copier carries out.
  private static final Set<RsyncFlag> HONOURED =
      EnumSet.of(
          RsyncFlag.ACLS,
          RsyncFlag.APPEND,
          RsyncFlag.APPEND_VERIFY,
          RsyncFlag.BACKUP,
          RsyncFlag.CHECKSUM,
          RsyncFlag.COPY_DIRLINKS,
          RsyncFlag.COPY_LINKS,
          RsyncFlag.COPY_UNSAFE_LINKS,
          RsyncFlag.CVS_EXCLUDE,
          RsyncFlag.DELETE_EXCLUDED,
          RsyncFlag.DEVICES,
          RsyncFlag.DRY_RUN,
          RsyncFlag.EXECUTABILITY,
          RsyncFlag.EXISTING,
          RsyncFlag.FSYNC,
          RsyncFlag.GROUP,
          RsyncFlag.HARD_LINKS,
          RsyncFlag.INPLACE,
          RsyncFlag.IGNORE_EXISTING,
          RsyncFlag.IGNORE_TIMES,
          RsyncFlag.KEEP_DIRLINKS,
          RsyncFlag.LINKS,
          RsyncFlag.NUMERIC_IDS,
          RsyncFlag.OMIT_DIR_TIMES,
          RsyncFlag.OMIT_LINK_TIMES,
          RsyncFlag.ONE_FILE_SYSTEM,
          RsyncFlag.OWNER,
          RsyncFlag.PERMS,
          RsyncFlag.PRUNE_EMPTY_DIRS,
          RsyncFlag.RECURSIVE,
          RsyncFlag.SIZE_ONLY,
          RsyncFlag.SPARSE,
          RsyncFlag.SPECIALS,
          RsyncFlag.TIMES,
          RsyncFlag.WHOLE_FILE,
          RsyncFlag.UPDATE,
          RsyncFlag.XATTRS);

  /// What changes how rsync works, but not what is at the target afterwards.
  private static final Set<RsyncFlag> IDLE_FLAGS =
      EnumSet.of(
          RsyncFlag.COMPRESS,
          RsyncFlag.IPV4,
          RsyncFlag.IPV6,
          RsyncFlag.PROTECT_ARGS,
          RsyncFlag.QUIET,
          RsyncFlag.VERBOSE);

  private static final Set<RsyncValue> IDLE_VALUES =
      EnumSet.of(
          RsyncValue.COPY_DEST,
          RsyncValue.PASSWORD_FILE,
          RsyncValue.RSH,
          RsyncValue.RSYNC_PATH,
          RsyncValue.TIMEOUT);

  private static final Set<RsyncValue> OLDER_COPIES =
      EnumSet.of(RsyncValue.COMPARE_DEST, RsyncValue.COPY_DEST, RsyncValue.LINK_DEST);

  public EngineChoice {
    idle = List.copyOf(idle);
  }

  public EngineChoice(Engine engine, String why, List<String> idle) {
    this(engine, why, idle, null);
  }

  /// The functions of the configuration.
  ///
  /// @param why what the sync has of its own
  public static EngineChoice script(String why, Handlers handlers) {
    return new EngineChoice(Engine.SCRIPT, why, List.of(), handlers);
  }

  /// The engine for a sync without handlers of its own.
  public static EngineChoice of(Target target, RsyncOptions options) {
    return switch (target) {
      case Target.Remote _ -> rsync("the target is remote");
      case Target.Opaque _ ->
          new EngineChoice(Engine.SCRIPT, "the configuration has handlers of its own", List.of());
      case Target.LocalDirectory _ -> local(options);
    };
  }

  private static EngineChoice rsync(String why) {
    return new EngineChoice(Engine.RSYNC, why, List.of());
  }

  private static EngineChoice local(RsyncOptions options) {
    if (options.binary() != null) {
      return rsync("rsync.binary names an rsync to run");
    }
    var needed = onlyRsync(options);
    if (!needed.isEmpty()) {
      return rsync("the built-in copier does not do " + String.join(", ", needed));
    }
    return new EngineChoice(Engine.BUILT_IN, "the target is a directory here", idle(options));
  }

  private static List<String> onlyRsync(RsyncOptions options) {
    var needed = new ArrayList<String>();
    var effective = options.effective();
    for (var flag : RsyncFlag.values()) {
      if (effective.has(flag) && !HONOURED.contains(flag) && !IDLE_FLAGS.contains(flag)) {
        needed.add("rsync." + flag.key());
      }
    }
    for (var value : RsyncValue.values()) {
      byte[] text = effective.value(value);
      if (text != null && !IDLE_VALUES.contains(value) && !ValueSyntax.isUnderstood(value, text)) {
        needed.add(name(value) + " = " + Printable.of(text));
      }
    }
    boolean maps =
        effective.value(RsyncValue.USERMAP) != null || effective.value(RsyncValue.GROUPMAP) != null;
    boolean owns = effective.value(RsyncValue.CHOWN) != null;
    if (owns && maps) {
      needed.add("rsync.chown together with a map"); // nor does rsync, and it says so
    }
    if (OLDER_COPIES.stream().filter(key -> effective.value(key) != null).count() > 1) {
      needed.add("several of --compare-dest, --copy-dest and --link-dest"); // nor does rsync
    }
    if (effective.has(RsyncFlag.ACLS)
        && (owns || maps || effective.value(RsyncValue.CHMOD) != null)) {
      needed.add("rsync.acls together with other owners or modes");
    }
    var unknown = ExtraArguments.of(options.extra()).unknown();
    if (!unknown.isEmpty()) {
      var words = new StringJoiner(" ", "rsync._extra (", ")");
      unknown.forEach(words::add);
      needed.add(words.toString());
    }
    return needed;
  }

  private static String name(RsyncValue value) {
    return value.isKey() ? "rsync." + value.key() : "rsync._extra " + value.option();
  }

  private static List<String> idle(RsyncOptions options) {
    var idle = new ArrayList<String>();
    for (var flag : IDLE_FLAGS) {
      if (options.effective().has(flag) && flag != RsyncFlag.PROTECT_ARGS) {
        idle.add("rsync." + flag.key());
      }
    }
    for (var value : IDLE_VALUES) {
      if (options.effective().value(value) != null) {
        idle.add(name(value));
      }
    }
    for (var word : ExtraArguments.of(options.extra()).idle()) {
      idle.add("rsync._extra " + word);
    }
    return idle;
  }
}
