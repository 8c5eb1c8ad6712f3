package lockstep;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.linux.Processes;
import org.jspecify.annotations.Nullable;

/// One request to the daemon, from its line to its answer.
final class Connection {
  /// A program that asks sends its line at once, and takes the answer as it comes.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Who says nothing is in the way of others.
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private Connection() {}

  /// @param who what the daemon runs
  static void serve(Peer peer, Loop loop, String who) throws IOException {
    Reply reply = reply(peer, peer.readLine(Wire.LONGEST_REQUEST, SILENCE), loop, who);
    if (reply != null) {
      peer.write(Wire.lines(reply), PATIENCE);
    }
  }

  private static @Nullable Reply reply(Peer peer, String line, Loop loop, String who)
      throws IOException {
    if (line.equals(Wire.WHO)) {
      return new Reply(Exit.SUCCESS, List.of(Integer.toString(Processes.getpid()), who));
    }
    Optional<Request> request = Wire.request(line);
    return request.isPresent()
        ? await(peer, loop, request.get())
        : new Reply(Exit.FAILURE, List.of("this Lockstep does not understand the request"));
  }

  /// Returns the answer, or null if the one who asked is gone before it.
  private static @Nullable Reply await(Peer peer, Loop loop, Request request) throws IOException {
    var answer = new AtomicReference<@Nullable Reply>();
    Runnable cancel =
        loop.control(
            request,
            reply -> {
              answer.set(reply);
              peer.wake();
            });
    while (answer.get() == null) {
      if (peer.awaitEnd()) {
        cancel.run();
        return null;
      }
    }
    return answer.get();
  }
}
