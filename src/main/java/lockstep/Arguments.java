package lockstep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The words that this process was started with, as bytes.
///
/// `main(String[])` is lossy: a word that is no text in the current locale arrives damaged. So the
/// words are read from `/proc/self/cmdline`, and `main`'s array only tells how many of them, from
/// the end, are ours and not the Java launcher's.
///
/// @param launcher the program, the options of the virtual machine and the main class
/// @param words those after it
record Arguments(List<byte[]> launcher, List<byte[]> words) {
  private static final Path CMDLINE = Path.of("/proc/self/cmdline");
  private static final Path ENVIRON = Path.of("/proc/self/environ");

  static Arguments of(String[] main) throws IOException {
    return split(strings(Files.readAllBytes(CMDLINE)), main);
  }

  /// Everything before the last `main.length` words is the launcher's.
  static Arguments split(List<byte[]> all, String... main) {
    int launcher = all.size() - main.length;
    for (int i = 0; i < main.length; i++) {
      if (launcher < 1 || !couldBe(main[i], all.get(launcher + i))) {
        // started by something that changed its words, such as a tool that loads the main class
        var texts = Arrays.stream(main).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
        return new Arguments(List.of(), texts);
      }
    }
    return new Arguments(
        List.copyOf(all.subList(0, launcher)), List.copyOf(all.subList(launcher, all.size())));
  }

  /// Whether the text may be what became of the bytes: equal, as far as they are ASCII.
  private static boolean couldBe(String text, byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return text.equals(new String(bytes, StandardCharsets.US_ASCII));
  }

  /// The environment that this process was started with: strings `NAME=value`.
  static List<byte[]> environment() throws IOException {
    return strings(Files.readAllBytes(ENVIRON));
  }

  /// Splits strings that each end with a NUL.
  private static List<byte[]> strings(byte[] bytes) {
    var strings = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return strings;
  }
}
