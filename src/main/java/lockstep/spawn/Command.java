package lockstep.spawn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A program to be run, with its arguments and what it is given to read. Everything is bytes.
///
/// @param label names it in the log, such as the name of its sync
/// @param program a path, or a name that is looked up in the PATH
/// @param arguments all of them, the first of which is the program's own name
/// @param input for its standard input; nothing stands for `/dev/null`
public record Command(String label, byte[] program, List<byte[]> arguments, byte[] input) {
  private static final byte[] NOTHING = {};
  private static final byte[] SHELL = bytes("/bin/sh");

  public Command {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("no name of the program: " + label);
    }
    arguments = List.copyOf(arguments);
  }

  /// A program whose own name is its path.
  ///
  /// @param arguments those after it
  public static Command of(String label, byte[] program, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 1);
    all.add(program);
    all.addAll(arguments);
    return new Command(label, program, all, NOTHING);
  }

  /// `/bin/sh -c SCRIPT /bin/sh ARGUMENTS`: the arguments are `$1`, `$2` … of the script.
  public static Command shell(String label, byte[] script, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 4);
    all.addAll(List.of(bytes("-c"), script, SHELL));
    all.addAll(arguments);
    return of(label, SHELL, all);
  }

  /// The same, reading these bytes.
  public Command reading(byte[] bytes) {
    return new Command(label, program, arguments, bytes);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
