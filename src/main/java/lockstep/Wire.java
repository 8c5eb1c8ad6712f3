package lockstep;

import java.time.Duration;
import java.util.Optional;
import lockstep.Request.ResumeRequest;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;

/// The language of the control socket.
///
/// A request is one line: `lockstep/1` and `status text`, `status json`, `wait`, `wait
/// MILLISECONDS` or `resume`. The answer is lines that begin with `|`, to be printed without it (or
/// with `!`, which are for standard error), and a last line `=` and the exit status. What has no
/// last line was cut off.
///
/// One more request, `who`, is answered with the process id of the daemon and with what it runs;
/// not by its loop, so that it tells whether the process is alive.
final class Wire {
  /// No request is longer, in bytes.
  static final int LONGEST_REQUEST = 64;

  private static final String PREFIX = "lockstep/1 ";

  /// The request `who`, without its newline.
  static final String WHO = PREFIX + "who";

  private Wire() {}

  /// The request as a line, with its newline.
  static String line(Request request) {
    String words =
        switch (request) {
          case StatusRequest(boolean json) -> json ? "status json" : "status text";
          case WaitRequest(var timeout) ->
              timeout == null ? "wait" : "wait " + Math.min(timeout.toMillis(), Integer.MAX_VALUE);
          case ResumeRequest() -> "resume";
        };
    return PREFIX + words + "\n";
  }

  /// The request in a line without its newline; empty if there is none.
  static Optional<Request> request(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String words = line.substring(PREFIX.length());
    if (words.matches("wait [0-9]{1,10}")) {
      long millis = Long.parseLong(words.substring("wait ".length()));
      return Optional.of(new WaitRequest(Duration.ofMillis(millis)));
    }
    return switch (words) {
      case "status text" -> Optional.of(new StatusRequest(false));
      case "status json" -> Optional.of(new StatusRequest(true));
      case "wait" -> Optional.of(new WaitRequest(null));
      case "resume" -> Optional.of(new ResumeRequest());
      default -> Optional.empty();
    };
  }

  /// The whole answer.
  static String lines(Reply reply) {
    var text = new StringBuilder();
    char kind = reply.exitStatus() == Exit.FAILURE ? '!' : '|';
    for (String line : reply.lines()) {
      text.append(kind).append(LogAppender.harmless(line).replace("\n", "\\n")).append('\n');
    }
    return text.append('=').append(reply.exitStatus()).append('\n').toString();
  }
}
