package lockstep.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.config.RsyncFlag;
import lockstep.config.SshOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.RelativePath;
import lockstep.spawn.Command;

/// The commands of one sync: which rsync is run, and what it reads, in lsyncd's words; but never
/// with `--ignore-errors`, as what cannot be read is not to be deleted.
public final class RsyncCommands {
  /// By itself rsync compares whole seconds: a second change of a file within one, that leaves its
  /// size as it is, would never arrive. A comparison of everything does without, as there are file
  /// systems that keep no more, and all files would differ.
  private static final String TO_THE_NANOSECOND = "--modify-window=-1";

  private final SyncDefinition sync;
  private final List<byte[]> computed;
  private final RuleText rules;
  private final List<byte[]> ends;

  /// @param own files in the source that are left out whatever the rules say
  /// @param shared see [SshCommands]
  public RsyncCommands(SyncDefinition sync, List<RelativePath> own, Map<String, String> shared) {
    this.sync = sync;
    this.computed = new ArrayList<>(RsyncArguments.of(sync.rsync()));
    SshOptions ssh = sync.run().ssh();
    if (ssh != null) {
      computed.addAll(new SshArguments(ssh, shared).rsh());
    }
    this.rules = new RuleText(sync.run(), own);
    this.ends = List.of(Texts.bytes(Texts.text(sync.source().bytes()) + "/"), target());
  }

  private byte[] target() {
    String text =
        switch (sync.target()) {
          case Target.LocalDirectory(var path) -> Texts.text(path.bytes());
          case Target.Remote(String spelling) -> spelling;
          case Target.Opaque(String spelling) -> spelling;
        };
    boolean whole = text.endsWith("/") || text.endsWith(":");
    return Texts.bytes(whole ? text : text + "/");
  }

  /// Makes the whole target equal.
  ///
  /// @param most how many entries it may delete; negative for any number
  public Command full(boolean deletes, long most) {
    var words = new ArrayList<byte[]>();
    words.addAll(rules.options());
    delete(words, deletes, most);
    if (sync.rsync().has(RsyncFlag.DELETE_EXCLUDED)) {
      words.add(Texts.bytes("--delete-excluded"));
    }
    words.addAll(computed);
    words.add(Texts.bytes("-r"));
    return command(words).reading(rules.text());
  }

  /// Makes equal what a list names.
  public Command list(IncludeList list, boolean deletes) {
    List<byte[]> words = beforeList(deletes, -1);
    words.add(Texts.bytes("--include-from=-"));
    words.add(Texts.bytes("--exclude=*"));
    return command(words).reading(Texts.joined(list.lines(), '\0'));
  }

  /// Makes equal what a list names, but for what the sync's rules leave out.
  ///
  /// @param most how many entries it may delete; negative for any number
  public Command filtered(IncludeList list, boolean deletes, long most) {
    List<byte[]> words = beforeList(deletes, most);
    words.add(Texts.bytes("--filter=. -"));
    var all = new ArrayList<>(rules.lines());
    all.addAll(list.rules());
    all.add(Texts.bytes("- *"));
    return command(words).reading(Texts.joined(all, '\0'));
  }

  /// Whether the sync leaves anything out.
  public boolean isFiltered() {
    return !rules.isEmpty();
  }

  private List<byte[]> beforeList(boolean deletes, long most) {
    var words = new ArrayList<byte[]>();
    words.add(Texts.bytes(TO_THE_NANOSECOND));
    words.addAll(computed);
    words.add(Texts.bytes("-r"));
    delete(words, deletes, most);
    words.add(Texts.bytes("--force"));
    words.add(Texts.bytes("--from0"));
    return words;
  }

  private static void delete(List<byte[]> words, boolean deletes, long most) {
    if (deletes) {
      words.add(Texts.bytes("--delete"));
      if (most >= 0) {
        words.add(Texts.bytes("--max-delete=" + most));
      }
    }
  }

  private Command command(List<byte[]> words) {
    words.addAll(ends);
    byte[] binary = sync.rsync().binary();
    return Command.of(sync.name(), binary == null ? Texts.bytes("rsync") : binary, words);
  }

  /// What the log adds to the line about a full run: which rules are in force, in lsyncd's words.
  public String told() {
    return rules.isEmpty() ? "" : rules.told();
  }

  /// The patterns of a list for the log, a line each, with their bytes made printable.
  public static String told(IncludeList list) {
    return Told.lines(list.lines());
  }
}
