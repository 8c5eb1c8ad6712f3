package lockstep.lua;

import java.io.IOException;
import java.util.function.Consumer;

/// Reads the files that a configuration runs besides itself: those of `dofile`, `loadfile` and
/// `require`.
@FunctionalInterface
public interface ProgramFiles {
  /// Reads a file whole.
  ///
  /// @param name absolute, or from the working directory
  /// @param warnings receives who could have changed it, a line each
  /// @throws IOException with a message that tells why it cannot be read
  byte[] read(byte[] name, Consumer<String> warnings) throws IOException;
}
