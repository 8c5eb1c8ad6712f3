package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.linux.Errno;
import org.junit.jupiter.api.AfterEach;

/// A daemon beside a source in which one thing after another is changed.
abstract class SingleChange {
  static final String PROMPT = "delay = 0, rsync = { archive = true }";

  Stage stage;
  Folder source;

  /// @param sync the values of the sync besides source and target
  final void begin(String sync) throws Exception {
    stage = Stage.create();
    source = Folder.of(stage.source);
    stage.configure(Stage.sync(sync));
    stage.start();
    stage.awaitInStep();
  }

  @AfterEach
  final void end() throws Exception {
    if (stage != null) {
      try (Stage ended = stage) {
        source.close();
        ended.stop();
      }
    }
  }

  /// Expects that everything changed by now comes to the target.
  final void arrives() throws Exception {
    stage.waitAndCompare(TreeDifference.Options.ARCHIVE);
  }

  /// A new directory, opened.
  final Folder made(String name) {
    done(source.mkdir(name));
    return source.open(name);
  }

  static void done(int result) {
    assertTrue(result >= 0, () -> Errno.text(result));
  }
}
