package lockstep.remote;

import java.util.ArrayList;
import java.util.List;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncOptions;
import lockstep.config.RsyncValue;

/// The `rsync` table as arguments, in lsyncd's order: a bundle of letters, the further arguments,
/// then the long options by name.
final class RsyncArguments {
  private RsyncArguments() {}

  static List<byte[]> of(RsyncOptions options) {
    var words = new ArrayList<byte[]>();
    String letters = letters(options);
    if (!letters.isEmpty()) {
      words.add(Texts.bytes("-" + letters));
    }
    words.addAll(options.extra());
    flag(words, options, RsyncFlag.APPEND);
    flag(words, options, RsyncFlag.APPEND_VERIFY);
    value(words, options, RsyncValue.BACKUP_DIR);
    value(words, options, RsyncValue.BWLIMIT);
    value(words, options, RsyncValue.CHMOD);
    value(words, options, RsyncValue.CHOWN);
    flag(words, options, RsyncFlag.COPY_UNSAFE_LINKS);
    value(words, options, RsyncValue.GROUPMAP);
    flag(words, options, RsyncFlag.EXISTING);
    flag(words, options, RsyncFlag.INPLACE);
    value(words, options, RsyncValue.PASSWORD_FILE);
    value(words, options, RsyncValue.RSH);
    value(words, options, RsyncValue.RSYNC_PATH);
    value(words, options, RsyncValue.SUFFIX);
    value(words, options, RsyncValue.TEMP_DIR);
    value(words, options, RsyncValue.TIMEOUT);
    value(words, options, RsyncValue.USERMAP);
    return words;
  }

  private static String letters(RsyncOptions options) {
    var letters = new StringBuilder();
    for (RsyncFlag flag : RsyncFlag.values()) {
      if (flag.letter() != 0 && options.has(flag)) {
        letters.append(flag.letter());
      }
    }
    return letters.toString();
  }

  private static void flag(List<byte[]> words, RsyncOptions options, RsyncFlag flag) {
    if (options.has(flag)) {
      words.add(Texts.bytes(flag.option()));
    }
  }

  private static void value(List<byte[]> words, RsyncOptions options, RsyncValue value) {
    byte[] text = options.value(value);
    if (text != null) {
      words.add(Texts.bytes(value.option() + "=" + Texts.text(text)));
    }
  }
}
