package lockstep.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that a script wants run.
///
/// @param words its path or name, and its arguments
/// @param input what it is given to read; null for nothing
public record Run(List<byte[]> words, byte @Nullable [] input) {
  public Run {
    words = List.copyOf(words);
  }
}
