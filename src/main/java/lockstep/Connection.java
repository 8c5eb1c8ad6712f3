package lockstep;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One request to the daemon, from its line to its answer.
final class Connection {
  /// A program that asks sends its line at once, and takes the answer as it comes.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Connection() {}

  static void serve(Peer peer, Loop loop) throws IOException {
    Optional<Request> request = Wire.request(peer.readLine(Wire.LONGEST_REQUEST, PATIENCE));
    Reply reply =
        request.isPresent()
            ? await(peer, loop, request.get())
            : new Reply(Exit.FAILURE, List.of("this Lockstep does not understand the request"));
    if (reply != null) {
      peer.write(Wire.lines(reply), PATIENCE);
    }
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
