package lockstep.spawn;

/// How a program ended.
public sealed interface End {
  /// By itself.
  ///
  /// @param status 0 to 255
  record Exited(int status) implements End {}

  /// By a signal.
  record Killed(int signal) implements End {}

  /// Before it began.
  ///
  /// @param why such as `No such file or directory`
  record NotStarted(String why) implements End {}
}
