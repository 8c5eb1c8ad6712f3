package lockstep;

import java.util.List;
import lockstep.config.CommandLineSync;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
sealed interface Invocation {
  /// Print a text and exit.
  record Say(String text, int exitStatus) implements Invocation {}

  /// Keep the syncs of a configuration file in step.
  ///
  /// @param log the words of the `-log` options
  record RunFile(ConfigPath config, Overrides overrides, List<String> log) implements Invocation {}

  /// Keep the syncs of the command line itself in step.
  record RunSyncs(List<CommandLineSync> syncs, Overrides overrides, List<String> log)
      implements Invocation {}

  /// Say whether a configuration could be used, and what it means.
  record Check(ConfigPath config) implements Invocation {}

  /// Compare sources and targets without changing anything.
  ///
  /// @param plan whether it is a start that is foretold: an empty source halts it
  /// @param checksum whether all content is read
  /// @param path limits the comparison, below a source or a target; null compares everything
  /// @param otherwise the configuration file to use if `config` proves to be a directory, which is
  ///   the path then; null if the words left no doubt
  record Survey(
      boolean plan,
      boolean checksum,
      boolean json,
      ConfigPath config,
      @Nullable AbsolutePath path,
      @Nullable AbsolutePath otherwise)
      implements Invocation {}

  /// Ask a running daemon something.
  ///
  /// @param config the file that the daemon was started with; null for the usual one
  /// @param socket where the daemon is, instead
  record Ask(Request request, @Nullable ConfigPath config, @Nullable AbsolutePath socket)
      implements Invocation {}

  /// The configuration file that a word of the command line names.
  ///
  /// @param typed as the operator spelled it, printable
  record ConfigPath(AbsolutePath path, String typed) {}
}
