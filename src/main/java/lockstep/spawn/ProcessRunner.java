package lockstep.spawn;

/// Starts programs.
public interface ProcessRunner {
  /// Starts a program, which leads a session and process group of its own, and does not wait for
  /// it.
  ///
  /// A program that cannot be started has ended as [End.NotStarted].
  Running start(Command command, Listener listener);

  /// A program that was started.
  interface Running {
    /// Asks it and the processes that it started to end (SIGTERM), and after some seconds ends them
    /// (SIGKILL). The listener is told as ever. Harmless when it has ended.
    void end();
  }

  /// Hears of one program, on threads that are not the caller's, one call at a time.
  interface Listener {
    /// A line of its standard output or standard error, without its end. One of more than
    /// [#LONGEST] bytes comes in pieces.
    void line(byte[] line);

    /// The last call, unless a process that it left behind goes on writing lines.
    void ended(End end);
  }

  /// Longer than any path, so that a message about one stays in one piece.
  int LONGEST = 8192;
}
