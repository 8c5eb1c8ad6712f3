package lockstep.copy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.tree.TreeException;

/// Names under which entries are made before they are put in place: `.NAME.XXXXXX`, as rsync's.
///
/// The last two of the six characters are a check of everything before them, so what a crash left
/// behind is told from a user's file, but for one in 3844 of those that are called like that.
final class TemporaryNames {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int BASE = DIGITS.length();
  private static final int FREE = 4;
  private static final int CHECK = 2;

  /// What is added to a name: two dots and six characters.
  private static final int ADDED = 2 + FREE + CHECK;

  /// Names longer than this are cut so that the temporary name is no longer than the name itself:
  /// eCryptfs allows 143 bytes, most others 255.
  private static final int LONG = 120;

  /// Coprime to 62, so that successive names are spread over all 62^4.
  private static final long STRIDE = 7_368_787;

  /// A name can be taken only by what a crash left, and by another copier at work in the same
  /// directory.
  private static final int MOST_ATTEMPTS = 1000;

  /// Makes an entry.
  interface Maker<T> {
    T make(byte[] name) throws TreeException;
  }

  /// Makes an entry, and leaves nothing open.
  interface Action {
    void on(byte[] name) throws TreeException;
  }

  /// An entry that is not in its place yet.
  record Draft<T>(byte[] name, T entry) {}

  private final AtomicInteger counter = new AtomicInteger();

  /// Makes an entry under a temporary name for `name`.
  <T> Draft<T> open(byte[] name, Maker<T> maker) throws TreeException {
    for (int attempt = 1; ; attempt++) {
      byte[] temporary = next(name);
      try {
        return new Draft<>(temporary, maker.make(temporary));
      } catch (TreeException e) {
        if (e.reason() != TreeException.Reason.EXISTS || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  byte[] next(byte[] name) {
    int length = name.length > LONG ? cut(name, name.length - ADDED) : name.length;
    var temporary = new byte[length + ADDED];
    temporary[0] = '.';
    System.arraycopy(name, 0, temporary, 1, length);
    temporary[length + 1] = '.';
    long number = Integer.toUnsignedLong(counter.getAndIncrement()) * STRIDE;
    write(temporary, length + 2, FREE, number);
    write(temporary, length + 2 + FREE, CHECK, check(temporary));
    return temporary;
  }

  static boolean isTemporary(byte[] name) {
    int dot = name.length - ADDED + 1;
    if (dot < 2 || name[0] != '.' || name[dot] != '.') {
      return false;
    }
    var expected = Arrays.copyOf(name, name.length);
    write(expected, name.length - CHECK, CHECK, check(name));
    for (int i = dot + 1; i < name.length - CHECK; i++) {
      if (DIGITS.indexOf(name[i]) < 0) {
        return false;
      }
    }
    return Arrays.equals(name, expected);
  }

  /// The length nearest below at which no character of UTF-8 is cut in two; some file systems
  /// refuse those.
  private static int cut(byte[] name, int length) {
    int end = length;
    while (end > length - 4 && (name[end] & 0xc0) == 0x80) {
      end--;
    }
    return (name[end] & 0xc0) == 0x80 ? length : end;
  }

  private static void write(byte[] name, int from, int count, long number) {
    long rest = number;
    for (int i = from; i < from + count; i++) {
      name[i] = (byte) DIGITS.charAt((int) (rest % BASE));
      rest /= BASE;
    }
  }

  /// FNV-1a of all but the check itself.
  private static long check(byte[] name) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < name.length - CHECK; i++) {
      hash = (hash ^ name[i] & 0xff) * 0x01000193;
    }
    return Integer.toUnsignedLong(hash ^ hash >>> 16);
  }
}
