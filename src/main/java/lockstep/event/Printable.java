package lockstep.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Names as text that is safe on a terminal, in a log and in a line protocol.
///
/// Valid UTF-8 stays as it is, except for control characters (C0, DEL, C1), the line and paragraph
/// separators, the marks that change the direction of text, and the backslash itself. Those, and
/// bytes that are no UTF-8, are written as `\n`, `\t`, `\\` or `\xHH`, byte by byte, so that
/// different names stay different.
public final class Printable {
  private Printable() {}

  public static String of(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 || b == 0x7f || b == '\\') {
        return escape(bytes);
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String escape(byte[] bytes) {
    var out = new StringBuilder(bytes.length + 16);
    var in = ByteBuffer.wrap(bytes);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    while (in.hasRemaining()) {
      int length = sequenceLength(in.get(in.position()));
      if (length > in.remaining() || !append(out, decoder, in.slice(in.position(), length))) {
        appendHex(out, in.get(in.position()));
        length = 1;
      }
      in.position(in.position() + length);
    }
    return out.toString();
  }

  private static int sequenceLength(byte first) {
    int b = Byte.toUnsignedInt(first);
    return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }

  /// Appends one encoded character, or returns false if the bytes are not one.
  private static boolean append(StringBuilder out, CharsetDecoder decoder, ByteBuffer encoded) {
    CharBuffer text;
    try {
      text = decoder.decode(encoded.duplicate());
    } catch (CharacterCodingException e) {
      return false; // the caller writes the byte in hexadecimal
    }
    int character = Character.codePointAt(text, 0);
    switch (character) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (isHarmless(character)) {
          out.appendCodePoint(character);
        } else {
          while (encoded.hasRemaining()) {
            appendHex(out, encoded.get());
          }
        }
      }
    }
    return true;
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void appendHex(StringBuilder out, byte b) {
    out.append("\\x")
        .append(Character.forDigit(b >> 4 & 15, 16))
        .append(Character.forDigit(b & 15, 16));
  }
}
