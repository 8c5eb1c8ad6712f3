package lockstep.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.event.Printable;

/// What the built-in copier makes of the arguments in `rsync._extra`.
///
/// @param flags the flags that they set or clear
/// @param values the values that they set
/// @param idle those that change nothing for it
/// @param unknown those that it does not know
record ExtraArguments(
    Map<RsyncFlag, Boolean> flags,
    Map<RsyncValue, byte[]> values,
    List<String> idle,
    List<String> unknown) {
  private static final Set<RsyncFlag> ARCHIVE =
      Set.of(
          RsyncFlag.RECURSIVE,
          RsyncFlag.LINKS,
          RsyncFlag.PERMS,
          RsyncFlag.TIMES,
          RsyncFlag.GROUP,
          RsyncFlag.OWNER,
          RsyncFlag.DEVICES,
          RsyncFlag.SPECIALS);

  /// What the copier does in any case.
  private static final Set<String> ANYWAY =
      Set.of("--no-compress", "--inc-recursive", "--no-inc-recursive", "--delay-updates");

  /// They steer what rsync prints or how it talks to another rsync.
  private static final Set<String> IDLE =
      Set.of(
          "--stats",
          "--human-readable",
          "--progress",
          "--partial",
          "--itemize-changes",
          "--no-motd",
          "--blocking-io",
          "--no-whole-file",
          "--secluded-args");

  private static final Set<String> IDLE_WITH_VALUE =
      Set.of(
          "--contimeout", "--compress-level", "--block-size", "--info", "--outbuf", "--log-file");

  static ExtraArguments of(List<byte[]> words) {
    var extra =
        new ExtraArguments(
            new EnumMap<>(RsyncFlag.class),
            new EnumMap<>(RsyncValue.class),
            new ArrayList<>(),
            new ArrayList<>());
    words.forEach(extra::add);
    return extra;
  }

  private void add(byte[] bytes) {
    var word = Printable.of(bytes);
    boolean known =
        word.startsWith("--")
            ? addValue(bytes) || addLong(word)
            : word.startsWith("-") && word.length() > 1 && addBundle(word);
    if (!known) {
      unknown.add(word);
    }
  }

  private boolean addValue(byte[] word) {
    int equals = 0;
    while (equals < word.length && word[equals] != '=') {
      equals++;
    }
    if (equals == word.length) {
      return false;
    }
    var option = new String(word, 0, equals, StandardCharsets.ISO_8859_1);
    var value = RsyncValue.ofOption(option);
    if (value == null) {
      return false;
    }
    byte[] text = Arrays.copyOfRange(word, equals + 1, word.length);
    values.merge(value, text, (first, last) -> join(value, first, last));
    return true;
  }

  /// What rsync makes of an option that is given twice.
  private static byte[] join(RsyncValue value, byte[] first, byte[] second) {
    return switch (value) {
      case CHMOD -> join(first, ',', second);
      case COMPARE_DEST, COPY_DEST, LINK_DEST -> join(first, '\0', second);
      case BACKUP_DIR,
          BWLIMIT,
          CHOWN,
          GROUPMAP,
          MAX_DELETE,
          MAX_SIZE,
          MIN_SIZE,
          MODIFY_WINDOW,
          PASSWORD_FILE,
          RSH,
          RSYNC_PATH,
          SUFFIX,
          TEMP_DIR,
          TIMEOUT,
          USERMAP ->
          second;
    };
  }

  private static byte[] join(byte[] first, char between, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + 1 + second.length);
    both[first.length] = (byte) between;
    System.arraycopy(second, 0, both, first.length + 1, second.length);
    return both;
  }

  private boolean addLong(String word) {
    if (word.equals("--archive")) {
      ARCHIVE.forEach(flag -> flags.put(flag, true));
      return true;
    }
    var on = RsyncFlag.ofOption(word.equals("--ignore-non-existing") ? "--existing" : word);
    if (on != null) {
      flags.put(on, true);
      return true;
    }
    if (word.startsWith("--no-") && addOff(word.substring("--no-".length()))) {
      return true;
    }
    if (ANYWAY.contains(word)) {
      return true;
    }
    int equals = word.indexOf('=');
    boolean known =
        IDLE.contains(word) || equals > 0 && IDLE_WITH_VALUE.contains(word.substring(0, equals));
    return known && idle.add(word);
  }

  /// @param name a flag's name or letter
  private boolean addOff(String name) {
    if (name.equals("D")) {
      flags.put(RsyncFlag.DEVICES, false);
      flags.put(RsyncFlag.SPECIALS, false);
      return true;
    }
    var flag =
        name.length() == 1 ? RsyncFlag.ofLetter(name.charAt(0)) : RsyncFlag.ofOption("--" + name);
    if (flag != null) {
      flags.put(flag, false);
    }
    return flag != null;
  }

  /// Adds all letters of a bundle such as `-aHX`, or, if one is unknown, none.
  private boolean addBundle(String word) {
    var set = new EnumMap<RsyncFlag, Boolean>(RsyncFlag.class);
    if (word.indexOf('x') != word.lastIndexOf('x')) {
      return false; // twice means something else
    }
    for (char letter : word.substring(1).toCharArray()) {
      var flag = letter == 'r' ? RsyncFlag.RECURSIVE : RsyncFlag.ofLetter(letter);
      if (letter == 'a') {
        ARCHIVE.forEach(each -> set.put(each, true));
      } else if (letter == 'D') {
        set.put(RsyncFlag.DEVICES, true);
        set.put(RsyncFlag.SPECIALS, true);
      } else if (flag != null) {
        set.put(flag, true);
      } else if (letter != 'h' && letter != 'P' && letter != 'i') {
        return false;
      }
    }
    flags.putAll(set);
    return true;
  }
}
