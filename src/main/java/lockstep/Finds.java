package lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lockstep.event.RelativePath;

/// Gathers the directories that a job at work comes upon, until the loop takes them: one notice
/// stands for all that are found before it is read.
final class Finds {
  private final Consumer<Runnable> inbox;
  private final Consumer<List<RelativePath>> loop;
  private List<RelativePath> untaken = new ArrayList<>();

  /// @param inbox has something run on the loop's thread, soon
  /// @param loop receives them there
  Finds(Consumer<Runnable> inbox, Consumer<List<RelativePath>> loop) {
    this.inbox = inbox;
    this.loop = loop;
  }

  /// Called on any thread. The notice is given before it returns, by whoever was first, so that it
  /// comes before the job's answer.
  synchronized void add(RelativePath directory) {
    untaken.add(directory);
    if (untaken.size() == 1) {
      inbox.accept(() -> loop.accept(take()));
    }
  }

  private synchronized List<RelativePath> take() {
    List<RelativePath> taken = untaken;
    untaken = new ArrayList<>();
    return taken;
  }
}
