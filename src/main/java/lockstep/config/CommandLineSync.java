package lockstep.config;

import java.util.List;

/// A sync that the command line names: `-rsync`, `-direct` or `-rsyncssh` with the words after it.
///
/// @param layer the option without its dashes
/// @param words source and target, or source, host and directory; as bytes, local paths already
///   absolute
public record CommandLineSync(String layer, List<byte[]> words) {
  public CommandLineSync {
    words = words.stream().map(byte[]::clone).toList();
    int expected =
        switch (layer) {
          case "rsync", "direct" -> 2;
          case "rsyncssh" -> 3;
          default -> throw new IllegalArgumentException("no such layer: " + layer);
        };
    if (words.size() != expected) {
      throw new IllegalArgumentException(layer + " needs " + expected + " arguments");
    }
  }
}
