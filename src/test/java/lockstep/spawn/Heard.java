package lockstep.spawn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a program said, and how it ended.
final class Heard implements ProcessRunner.Listener {
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final CompletableFuture<Void> something = new CompletableFuture<>();

  @Override
  public synchronized void line(byte[] line) {
    lines.add(new String(line, ISO_8859_1));
    something.complete(null);
  }

  @Override
  public void ended(End how) {
    end.complete(how);
  }

  End end() {
    return end.join();
  }

  /// Waits for the first line.
  void something() {
    something.join();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
