package lockstep.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.stream.Stream;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;

/// The filter rules that options of rsync stand for; all come after a configuration's own.
final class OptionRules {
  /// From rsync's manual, at `--cvs-exclude`.
  private static final String CVS =
      """
      RCS SCCS CVS CVS.adm RCSLOG cvslog.* tags TAGS .make.state .nse_depinfo *~ #* .#* ,* _$* *$
      *.old *.bak *.BAK *.orig *.rej .del-* *.a *.olb *.o *.obj *.so *.exe *.Z *.elc *.ln core
      .svn/ .git/ .hg/ .bzr/
      """;

  private OptionRules() {}

  static Filters of(RsyncOptions options, Filters rules) {
    var more = new ArrayList<byte[]>();
    if (options.has(RsyncFlag.CVS_EXCLUDE)) {
      Stream.of(CVS.strip().split("\\s+", -1))
          .map(pattern -> rule("-p ", pattern))
          .forEach(more::add);
    }
    boolean all = options.has(RsyncFlag.DELETE_EXCLUDED);
    byte[] directory = options.value(RsyncValue.BACKUP_DIR);
    if (directory != null) {
      more.add(rule("P /", literal(directory)));
    } else if (options.backs() && !all) {
      more.add(rule("P *", escaped(options.suffix())));
    }
    Stream.of(RsyncValue.COMPARE_DEST, RsyncValue.LINK_DEST, RsyncValue.TEMP_DIR)
        .flatMap(key -> options.directories(key).stream())
        .filter(path -> ValueSyntax.isBelow(new String(path, StandardCharsets.ISO_8859_1)))
        .forEach(path -> more.add(rule("P /", literal(path))));
    Filters whole = rules;
    if (!more.isEmpty()) {
      try {
        whole = rules.followedBy(more);
      } catch (FilterException e) {
        throw new IllegalStateException("a rule of our own", e);
      }
    }
    return all ? whole.deletingExcluded() : whole;
  }

  /// A pattern without wildcards knows no escapes.
  private static String literal(byte[] path) {
    var text = new String(path, StandardCharsets.ISO_8859_1);
    return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0) ? escaped(path) : text;
  }

  private static String escaped(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1).replaceAll("[\\\\*?\\[]", "\\\\$0");
  }

  private static byte[] rule(String kind, String pattern) {
    var rule = new ByteArrayOutputStream();
    rule.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
    rule.writeBytes(pattern.getBytes(StandardCharsets.ISO_8859_1));
    return rule.toByteArray();
  }
}
