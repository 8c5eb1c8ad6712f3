package lockstep.lua;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import lockstep.event.Printable;

/// The text of a chunk while the compiler reads it, which does not always tell the line where it
/// fails.
final class SourceText extends ByteArrayInputStream {
  private final String name;
  private final String file;

  /// @param name the chunk's, as in [Chunks#name]
  SourceText(byte[] source, String name) {
    super(source);
    this.name = name;
    this.file = Chunks.name(Chunks.string(name));
  }

  /// Refuses what no editor writes: Lua would take the text for the end at the first NUL.
  void check() {
    boolean wide =
        count >= 2
            && ((buf[0] == (byte) 0xff && buf[1] == (byte) 0xfe)
                || (buf[0] == (byte) 0xfe && buf[1] == (byte) 0xff));
    if (wide) {
      throw new Raised(file + ":1: the text is UTF-16; save it as UTF-8");
    }
    for (int i = 0; i < count; i++) {
      if (buf[i] == 0) {
        throw new Raised(placed(i, "the text holds a NUL character; is the file damaged?"));
      }
    }
    int escape = new Escapes(characters()).firstUnknown();
    if (escape >= 0) {
      String sequence = Printable.of(new byte[] {buf[escape + 1]}).replace("\\\\", "\\");
      String hint =
          sequence.equals("u")
              ? "this is Lua 5.2: write the character itself"
              : "write \\\\ for a backslash";
      throw new Raised(
          placed(escape, "invalid escape sequence '\\" + sequence + "' (" + hint + ")"));
    }
  }

  /// The name as the compiler writes it, which shortens some more.
  String shortName() {
    return name.startsWith("@") || name.startsWith("=") ? name.substring(1) : "";
  }

  /// A message with a line.
  String message(String line, String text) {
    return file + ":" + line + ": " + text;
  }

  /// A message with the line that a byte of the text is in.
  String placed(int at, String text) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += buf[i] == '\n' ? 1 : 0;
    }
    return message(Integer.toString(line), text);
  }

  /// A message with the line that has been read so far.
  String reached(String text) {
    return placed(Math.max(0, pos - 1), text);
  }

  /// The text with a character for each byte.
  String characters() {
    return new String(buf, 0, count, StandardCharsets.ISO_8859_1);
  }
}
