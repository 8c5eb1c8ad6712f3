package lockstep.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import lockstep.event.Printable;
import lockstep.filter.Filters;
import org.jspecify.annotations.Nullable;

/// The `rsync = {…}` table, with `archive` expanded and the defaults filled in. Immutable.
public final class RsyncOptions {
  private static final Set<RsyncFlag> DEFAULT =
      EnumSet.of(RsyncFlag.LINKS, RsyncFlag.TIMES, RsyncFlag.PROTECT_ARGS);
  private static final Set<RsyncFlag> ARCHIVE =
      EnumSet.of(
          RsyncFlag.RECURSIVE,
          RsyncFlag.LINKS,
          RsyncFlag.PERMS,
          RsyncFlag.TIMES,
          RsyncFlag.GROUP,
          RsyncFlag.OWNER,
          RsyncFlag.DEVICES,
          RsyncFlag.SPECIALS);

  private final Set<RsyncFlag> flags;
  private final Map<RsyncValue, byte[]> values;
  private final List<byte[]> extra;
  private final byte @Nullable [] binary;

  /// What a sync without an `rsync` table has: symbolic links and times.
  public RsyncOptions() {
    this(false, Map.of(), Map.of(), List.of(), null);
  }

  /// The options of a table.
  ///
  /// @param archive the key `archive`
  /// @param given the flags that the table sets or clears by their own keys; these win over
  ///   `archive`
  /// @param values the keys with values
  /// @param extra the key `_extra`: further arguments of rsync
  /// @param binary which rsync to run; null if the configuration does not say
  public RsyncOptions(
      boolean archive,
      Map<RsyncFlag, Boolean> given,
      Map<RsyncValue, byte[]> values,
      List<byte[]> extra,
      byte @Nullable [] binary) {
    this.flags = EnumSet.copyOf(DEFAULT);
    if (archive) {
      flags.addAll(ARCHIVE);
    }
    given.forEach(this::put);
    this.values = new EnumMap<>(RsyncValue.class);
    values.forEach((key, value) -> this.values.put(key, value.clone()));
    this.extra = extra.stream().map(byte[]::clone).toList();
    this.binary = binary == null ? null : binary.clone();
  }

  private RsyncOptions(RsyncOptions base, ExtraArguments changes) {
    this.flags = EnumSet.copyOf(base.flags);
    changes.flags().forEach(this::put);
    this.values = new EnumMap<>(RsyncValue.class);
    values.putAll(base.values);
    values.putAll(changes.values());
    this.extra = base.extra;
    this.binary = base.binary;
  }

  private void put(RsyncFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    } else {
      flags.remove(flag);
    }
  }

  public boolean has(RsyncFlag flag) {
    return flags.contains(flag);
  }

  /// The value of a key as bytes, or null if it is not set.
  public byte @Nullable [] value(RsyncValue key) {
    byte[] value = values.get(key);
    return value == null ? null : value.clone();
  }

  /// The directories that an option names which may be given several times.
  public List<byte[]> directories(RsyncValue key) {
    byte[] value = values.get(key);
    if (value == null) {
      return List.of();
    }
    return Stream.of(new String(value, StandardCharsets.ISO_8859_1).split("\0"))
        .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  /// The further arguments, in order.
  public List<byte[]> extra() {
    return extra.stream().map(byte[]::clone).toList();
  }

  /// Which rsync to run, or null if the configuration does not say.
  public byte @Nullable [] binary() {
    return binary == null ? null : binary.clone();
  }

  /// These options with those of `_extra` that the built-in copier knows applied to them, as rsync
  /// would by reading them last.
  public RsyncOptions effective() {
    return new RsyncOptions(this, ExtraArguments.of(extra));
  }

  /// Whether what is replaced or removed is kept (`backup`, or `backup_dir` alone).
  public boolean backs() {
    return flags.contains(RsyncFlag.BACKUP) || values.containsKey(RsyncValue.BACKUP_DIR);
  }

  /// What is added to the names of backups.
  public byte[] suffix() {
    byte[] given = values.get(RsyncValue.SUFFIX);
    if (given != null) {
      return given.clone();
    }
    return values.containsKey(RsyncValue.BACKUP_DIR) ? new byte[0] : new byte[] {'~'};
  }

  /// A sync's rules with what these options make of them and add to them.
  public Filters filters(Filters rules) {
    return OptionRules.of(effective(), rules);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RsyncOptions that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /// The keys that are on, those with values, and the further arguments, as one line of text.
  @Override
  public String toString() {
    var text = new StringJoiner(", ");
    flags.forEach(flag -> text.add(flag.key()));
    values.forEach(
        (key, _) -> {
          var each = directories(key).stream().map(Printable::of).toList();
          text.add(key.key() + "=" + String.join(" and ", each));
        });
    if (!extra.isEmpty()) {
      var words = new StringJoiner(" ", "_extra=[", "]");
      extra.forEach(word -> words.add(Printable.of(word)));
      text.add(words.toString());
    }
    if (binary != null) {
      text.add("binary=" + Printable.of(Arrays.copyOf(binary, binary.length)));
    }
    return text.toString();
  }
}
