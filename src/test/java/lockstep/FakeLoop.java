package lockstep;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A loop that remembers what it is asked, answers `status` at once, and the rest never.
final class FakeLoop implements Loop {
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Reply answer;

  FakeLoop(Reply answer) {
    this.answer = answer;
  }

  FakeLoop() {
    this(new Reply(0, List.of("all is well")));
  }

  @Override
  public int run() {
    heard.add("run");
    return 7;
  }

  @Override
  public void signal(Signals signal) {
    heard.add(signal.name());
  }

  @Override
  public Runnable control(Request request, Consumer<Reply> reply) {
    heard.add(request.toString());
    if (request instanceof Request.StatusRequest) {
      reply.accept(answer);
    }
    return () -> heard.add("cancelled");
  }
}
