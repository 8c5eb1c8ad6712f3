package lockstep.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.config.ExitTable;
import lockstep.config.SshOptions;
import lockstep.event.RelativePath;
import lockstep.spawn.Command;
import lockstep.spawn.End;

/// What is run on the other end of a sync of `default.rsyncssh`.
public final class SshCommands {
  private final String label;
  private final SshOptions ssh;
  private final List<byte[]> words;

  /// @param label the sync's name
  /// @param shared options of ssh with which one connection serves for all commands and for rsync
  public SshCommands(String label, SshOptions ssh, Map<String, String> shared) {
    this.label = label;
    this.ssh = ssh;
    this.words = new SshArguments(ssh, shared).words();
  }

  /// Renames there what was renamed here. Whether that could be done or not, both names are to be
  /// compared afterwards.
  public Command move(RelativePath from, RelativePath to, boolean directory) {
    String end = directory ? "/" : "";
    var all = new ArrayList<>(words);
    all.add(Texts.bytes(ssh.host()));
    all.addAll(Texts.bytes(List.of("mv", quoted(from, end), quoted(to, end))));
    return Command.of(label, Texts.bytes(ssh.binary()), all);
  }

  /// What the end of such a command means: whether it was tried.
  public static Verdict verdict(End end, Transcript said) {
    return switch (end) {
      case End.NotStarted(String why) -> new Verdict.Again("ssh cannot be run: " + why);
      case End.Killed(int signal) -> new Verdict.Again("ssh was killed by signal " + signal);
      case End.Exited(int status) ->
          ExitTable.SSH.meaning(status) == ExitTable.Meaning.AGAIN
              ? new Verdict.Again("ssh ended with exit code " + status + said.complaint())
              : new Verdict.Done();
    };
  }

  /// ssh joins its words with blanks, and a shell on the other end takes them apart again.
  private String quoted(RelativePath path, String end) {
    String base = ssh.directory();
    String text = (base.endsWith("/") ? base : base + "/") + Texts.text(path.bytes()) + end;
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }
}
