package lockstep;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import lockstep.config.SyncDefinition;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import lockstep.remote.IncludeList;
import lockstep.remote.RsyncCommands;
import lockstep.remote.SshCommands;
import lockstep.remote.Transcript;
import lockstep.remote.Verdict;
import lockstep.spawn.Command;
import lockstep.spawn.End;
import lockstep.spawn.ProcessRunner;

/// One program that is run for a sync: what the log says of it, in lsyncd's words, and what its end
/// means.
final class ProgramRun {
  /// So much of what a program prints is logged; rsync may print a line for each file.
  private static final int MOST_LINES = 200;

  private final SyncDefinition definition;
  private final Command command;
  private final String before;
  private final String after;
  private final BiFunction<End, Transcript, Verdict> meaning;
  private final Transcript said;
  private int lines;

  private ProgramRun(
      SyncDefinition definition,
      Command command,
      String before,
      String after,
      BiFunction<End, Transcript, Verdict> meaning) {
    this.definition = definition;
    this.command = command;
    this.before = before;
    this.after = after;
    this.meaning = meaning;
    this.said = new Transcript(definition.source());
  }

  /// @param most how many entries may be deleted; negative for any number
  static ProgramRun full(
      SyncDefinition sync, RsyncCommands commands, boolean startup, boolean deletes, long most) {
    return rsync(
        sync,
        commands.full(deletes, most),
        "recursive "
            + (startup ? "startup" : "full")
            + " rsync: "
            + sync.source()
            + "/ -> "
            + sync.target().directory()
            + commands.told(),
        startup ? "" : "Finished a full rsync after exitcode: 0");
  }

  static ProgramRun list(
      SyncDefinition sync, RsyncCommands commands, IncludeList list, boolean deletes) {
    return ofList(sync, commands.list(list, deletes), list);
  }

  static ProgramRun filtered(
      SyncDefinition sync, RsyncCommands commands, IncludeList list, boolean deletes, long most) {
    return ofList(sync, commands.filtered(list, deletes, most), list);
  }

  private static ProgramRun ofList(SyncDefinition sync, Command command, IncludeList list) {
    return rsync(
        sync,
        command,
        "Calling rsync with filter-list of new/modified files/dirs\n" + RsyncCommands.told(list),
        sync.run().ssh() == null ? "Finished a list after exitcode: 0" : "Finished (list): 0");
  }

  private static ProgramRun rsync(
      SyncDefinition sync, Command command, String before, String after) {
    return new ProgramRun(
        sync,
        command,
        before,
        after,
        (end, said) -> Verdict.of(command, end, sync.run().exits(), said));
  }

  /// A renaming. Whether it succeeds is of no importance, if only it was tried: what became of it
  /// is compared afterwards.
  static ProgramRun move(
      SyncDefinition sync, SshCommands ssh, RelativePath from, RelativePath to, boolean directory) {
    String slash = directory ? "/" : "";
    return new ProgramRun(
        sync,
        ssh.move(from, to, directory),
        "Moving " + from + slash + " -> " + to + slash,
        "Finished Move " + sync.source() + "//" + from + slash + ": 0",
        (end, said) -> SshCommands.verdict(end, said));
  }

  Command command() {
    return command;
  }

  Transcript said() {
    return said;
  }

  void log() {
    Log.NORMAL.info(before);
  }

  ProcessRunner.Listener listener(Consumer<Verdict> told) {
    return new ProcessRunner.Listener() {
      @Override
      public void line(byte[] line) {
        hear(line);
      }

      @Override
      public void ended(End end) {
        told.accept(meaning.apply(end, said));
      }
    };
  }

  private void hear(byte[] bytes) {
    byte[] line = withoutReturn(bytes);
    said.line(line);
    lines++;
    if (lines <= MOST_LINES) {
      Log.NORMAL.info("{}: {}", definition.name(), Printable.of(line));
    } else if (lines == MOST_LINES + 1) {
      Log.NORMAL.info("{}: (more than {} lines)", definition.name(), MOST_LINES);
    }
  }

  /// ssh ends its lines as a terminal wants them.
  private static byte[] withoutReturn(byte[] line) {
    int length = line.length;
    return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
  }

  void log(Verdict verdict) {
    switch (verdict) {
      case Verdict.Done() -> {
        if (!after.isEmpty()) {
          Log.NORMAL.info(after);
        }
      }
      case Verdict.Partly(String why) -> Log.NORMAL.info("{}: {}", definition.name(), why);
      case Verdict.Again(String why) -> Log.NORMAL.info("Retrying, as {}", why);
      case Verdict.Fatal(String why) -> Log.ERROR.error("Failure: {}", why);
    }
  }
}
