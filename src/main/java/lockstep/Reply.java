package lockstep;

import java.util.List;

/// The daemon's answer to a [Request].
///
/// @param exitStatus for the process that asked, 0 to 255
/// @param lines what it prints, without newlines
record Reply(int exitStatus, List<String> lines) {
  Reply {
    lines = List.copyOf(lines);
  }
}
