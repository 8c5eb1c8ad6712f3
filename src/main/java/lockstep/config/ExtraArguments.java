package lockstep.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.event.Printable;

/// What the built-in copier makes of the arguments in `rsync._extra`.
///
/// @param flags the flags that they set or clear
/// @param idle those that change nothing for it
/// @param unknown those that it does not know
record ExtraArguments(Map<RsyncFlag, Boolean> flags, List<String> idle, List<String> unknown) {
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
      Set.of(
          "--numeric-ids",
          "--no-compress",
          "--inc-recursive",
          "--no-inc-recursive",
          "--delay-updates");

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
          "--bwlimit",
          "--timeout",
          "--contimeout",
          "--compress-level",
          "--block-size",
          "--info",
          "--outbuf",
          "--log-file");

  static ExtraArguments of(List<byte[]> words) {
    var extra =
        new ExtraArguments(new EnumMap<>(RsyncFlag.class), new ArrayList<>(), new ArrayList<>());
    words.forEach(word -> extra.add(Printable.of(word)));
    return extra;
  }

  private void add(String word) {
    boolean known =
        word.startsWith("--")
            ? addLong(word)
            : word.startsWith("-") && word.length() > 1 && addBundle(word);
    if (!known) {
      unknown.add(word);
    }
  }

  private boolean addLong(String word) {
    if (word.equals("--archive")) {
      ARCHIVE.forEach(flag -> flags.put(flag, true));
      return true;
    }
    var on = RsyncFlag.ofOption(word);
    var off =
        word.startsWith("--no-")
            ? RsyncFlag.ofOption("--" + word.substring("--no-".length()))
            : null;
    if (on != null) {
      flags.put(on, true);
      return true;
    }
    if (off != null) {
      flags.put(off, false);
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

  /// Adds all letters of a bundle such as `-aHX`, or, if one is unknown, none.
  private boolean addBundle(String word) {
    var set = new EnumMap<RsyncFlag, Boolean>(RsyncFlag.class);
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
