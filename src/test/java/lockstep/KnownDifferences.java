package lockstep;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lockstep.Look.Aspect;
import lockstep.config.RsyncFlag;
import lockstep.config.RsyncValue;

/// What rsync and the copier make of the same trees, compared but for the differences that
/// `docs/rsync-differences.md` lists.
///
/// @param older what the target's side holds of an older copy
record KnownDifferences(
    AgreementCase of,
    Map<String, Look> source,
    Map<String, Look> before,
    Map<String, Look> older,
    Map<String, Look> theirs,
    Map<String, Look> ours) {
  /// Each other difference, in a few lines; nothing if there is none.
  String text() {
    var text = new StringBuilder();
    var paths = new TreeSet<>(theirs.keySet());
    paths.addAll(ours.keySet());
    for (String path : paths) {
      if (!isAgreed(path)) {
        text.append("  ").append(path);
        text.append("\n    source ").append(in(source, path));
        text.append("\n    before ").append(in(before, path));
        text.append("\n    rsync  ").append(in(theirs, path));
        text.append("\n    copier ").append(in(ours, path)).append('\n');
      }
    }
    return text.toString();
  }

  private static Look in(Map<String, Look> tree, String path) {
    return tree.getOrDefault(path, Look.NOTHING);
  }

  private boolean isAgreed(String path) {
    var free = free(path);
    return in(theirs, path).without(free).equals(in(ours, path).without(free))
        || isMissedLink(path)
        || isBackupDirectory(path)
        || isInDirectorysWay(path)
        || isBackupOfEqual(path)
        || isBackupOfLinked(path)
        || isLinkInOthersWay(path)
        || isOmittedLink(path);
  }

  /// What of the entry may differ.
  private Set<Aspect> free(String path) {
    var free = EnumSet.noneOf(Aspect.class);
    addOfBackups(free, path);
    addOfRewriting(free, path);
    addOfReading(free, path);
    addOfLinks(free, path);
    addOfOlder(free, path);
    addOfKeptLinks(free, path);
    if (of.has(RsyncFlag.XATTRS) && !of.has(RsyncFlag.PERMS)) {
      free.add(Aspect.MODE);
      free.add(Aspect.LISTS);
    }
    if (!of.has(RsyncFlag.PERMS) && in(before, path).is("SYMLINK")) {
      free.add(Aspect.MODE); // of a link, for what takes its place
    }
    if (of.has(RsyncFlag.XATTRS) && of.follows() && isBehindLink(path)) {
      free.add(Aspect.EXTENDED);
    }
    if (of.follows() && hasMissedLink(path)) {
      free.add(Aspect.TIME); // something was removed from it, by one of the two
    }
    if (!of.has(RsyncFlag.GROUP) && of.words().toString().contains("g+s")) {
      free.add(Aspect.GROUP);
    }
    return free;
  }

  /// rsync makes a backup directory with the first backup, and like what the target gets.
  private void addOfBackups(Set<Aspect> free, String path) {
    if (of.has(RsyncValue.BACKUP_DIR) && path.equals(".")) {
      free.add(Aspect.TIME);
    }
    boolean backup = !original(path).equals(path) && !in(before, original(path)).isNothing();
    if (of.backs() && hasNames() && backup) {
      addAttributes(free); // set before the file got another name
    }
    if (of.backs() && hasNames() && in(ours, path).is("DIRECTORY")) {
      free.add(Aspect.TIME);
    }
    if (path.startsWith(".kept") && in(theirs, path).is("DIRECTORY")) {
      free.addAll(EnumSet.allOf(Aspect.class));
    }
  }

  private boolean isBackupDirectory(String path) {
    Look one = in(theirs, path);
    Look other = in(ours, path);
    return path.startsWith(".kept")
        && (one.isNothing() || one.is("DIRECTORY"))
        && (other.isNothing() || other.is("DIRECTORY"));
  }

  /// What is equal anyhow is not written again here with `--ignore-times`, and keeps what only the
  /// target had.
  private void addOfRewriting(Set<Aspect> free, String path) {
    if (!of.has(RsyncFlag.IGNORE_TIMES)) {
      return;
    }
    if (in(ours, path).is("REGULAR")) {
      addWhatStays(free);
    }
    boolean timed = of.has(RsyncFlag.TIMES) && !of.has(RsyncFlag.OMIT_DIR_TIMES);
    if (in(ours, path).is("DIRECTORY") && (!timed || of.backs())) {
      free.add(Aspect.TIME);
    }
  }

  /// What was read and found equal keeps a time that is within the window.
  private void addOfReading(Set<Aspect> free, String path) {
    boolean reads = of.has(RsyncFlag.CHECKSUM) || of.has(RsyncFlag.IGNORE_TIMES);
    boolean kept = in(ours, path).time().equals(in(before, path).time());
    if (reads && kept && of.has(RsyncValue.MODIFY_WINDOW)) {
      free.add(Aspect.TIME);
    }
  }

  private static void addAttributes(Set<Aspect> free) {
    free.addAll(EnumSet.of(Aspect.MODE, Aspect.OWNER, Aspect.GROUP, Aspect.TIME));
    free.add(Aspect.EXTENDED);
  }

  /// What is not carried over depends on which inode remains.
  private void addWhatStays(Set<Aspect> free) {
    if (!of.has(RsyncFlag.XATTRS)) {
      free.add(Aspect.EXTENDED);
    }
    if (!of.has(RsyncFlag.ACLS)) {
      free.add(Aspect.LISTS);
    }
    if (!of.has(RsyncFlag.OWNER)) {
      free.add(Aspect.OWNER);
    }
    if (!of.has(RsyncFlag.GROUP)) {
      free.add(Aspect.GROUP);
    }
    if (!of.has(RsyncFlag.TIMES)) {
      free.add(Aspect.TIME);
    }
    if (!of.has(RsyncFlag.PERMS)) {
      free.add(Aspect.MODE);
    }
  }

  /// rsync keeps a name that passes the quick check, and makes the others names of it; here the
  /// first that is met decides.
  private void addOfLinks(Set<Aspect> free, String path) {
    String group = group(source, path);
    boolean followed = of.follows() && !in(ours, path).links().isEmpty();
    if (!of.has(RsyncFlag.HARD_LINKS) || group.isEmpty() && !followed) {
      return;
    }
    addWhatStays(free);
    if (looksAtOlder()) {
      free.add(Aspect.LINKS);
    }
    for (String other : source.keySet()) {
      if (group(source, other).equals(group) && isTakenUnread(other)) {
        free.add(Aspect.CONTENT);
      }
    }
  }

  private static String group(Map<String, Look> tree, String path) {
    String links = in(tree, path).links();
    int first = links.indexOf(" = ");
    return links.isEmpty() || first < 0 ? links.isEmpty() ? "" : path : links.substring(first + 3);
  }

  private boolean isTakenUnread(String path) {
    return isTakenUnread(path, before) || looksAtOlder() && isTakenUnread(path, older);
  }

  /// Whether the quick check takes other content for the source's.
  private boolean isTakenUnread(String path, Map<String, Look> tree) {
    Look wanted = in(source, path);
    Look present = in(tree, path);
    return wanted.is("REGULAR")
        && present.is("REGULAR")
        && wanted.size() == present.size()
        && !wanted.content().equals(present.content())
        && (wanted.time().equals(present.time()) || of.has(RsyncFlag.SIZE_ONLY));
  }

  /// rsync removes what stands, in the target, for a link that leads nowhere.
  private boolean isMissedLink(String path) {
    if (!of.follows()) {
      return false;
    }
    boolean removed = in(theirs, path).isNothing() && isBehindLink(path);
    boolean kept = in(ours, path).isNothing() && isBehindLink(original(path));
    return removed || kept && of.backs();
  }

  /// rsync takes a file of an older copy that it cannot link to for a former one: its mode stays,
  /// and its content where the quick check agrees, copied with its holes filled. Its links are
  /// followed there too.
  private void addOfOlder(Set<Aspect> free, String path) {
    if (of.has(RsyncValue.TEMP_DIR) && !of.has(RsyncFlag.PERMS)) {
      free.add(Aspect.EXTENDED); // here a file is made beside its place where that endows it
    }
    if (!looksAtOlder()) {
      return;
    }
    if (in(older, path).is("REGULAR")) {
      free.add(Aspect.HOLES);
      if (!of.has(RsyncFlag.PERMS)) {
        free.add(Aspect.MODE);
      }
      if (isTakenUnread(path, older)) {
        free.add(Aspect.CONTENT);
      }
    }
    if (of.follows()) {
      free.add(Aspect.LINKS);
      free.add(Aspect.EXTENDED);
    }
  }

  private boolean looksAtOlder() {
    return of.has(RsyncValue.LINK_DEST)
        || of.has(RsyncValue.COMPARE_DEST)
        || of.has(RsyncValue.COPY_DEST);
  }

  /// A link of the source that counts as a directory, and one of the target that does: rsync gives
  /// the target's link what the directory behind it should have.
  private void addOfKeptLinks(Set<Aspect> free, String path) {
    boolean both = of.has(RsyncFlag.KEEP_DIRLINKS) && of.follows();
    boolean link = in(source, path).is("SYMLINK") && in(before, path).is("SYMLINK");
    boolean stands =
        of.has(RsyncFlag.KEEP_DIRLINKS)
            && in(source, path).is("DIRECTORY")
            && in(before, path).is("SYMLINK");
    boolean foreign = of.has(RsyncFlag.KEEP_DIRLINKS) && of.has(RsyncValue.CHOWN);
    if (both && link
        || stands
        || of.has(RsyncFlag.KEEP_DIRLINKS) && path.matches("behind\\d+")
        || foreign && path.startsWith("behind")) {
      addAttributes(free);
    }
  }

  /// rsync keeps no backup of what makes way for another name of a file, or for nothing since an
  /// older copy has it.
  private boolean isBackupOfLinked(String path) {
    Look kept = in(theirs, path).isNothing() ? in(ours, path) : in(theirs, path);
    boolean one = in(theirs, path).isNothing() || in(ours, path).isNothing();
    return of.backs()
        && hasNames()
        && one
        && in(before, original(path)).content().equals(kept.content());
  }

  /// rsync leaves out all names of a file if an older copy has the first that it looks at.
  private boolean isOmittedLink(String path) {
    return of.has(RsyncFlag.HARD_LINKS)
        && of.has(RsyncValue.COMPARE_DEST)
        && !group(source, path).isEmpty()
        && in(theirs, path).isNothing() != in(ours, path).isNothing();
  }

  /// Where something else makes way for one of several names, rsync does not count it as existing.
  private boolean isLinkInOthersWay(String path) {
    return of.has(RsyncFlag.HARD_LINKS)
        && of.has(RsyncFlag.EXISTING)
        && !group(source, path).isEmpty()
        && !in(before, path).isNothing()
        && !in(before, path).is(in(source, path).type());
  }

  private boolean hasNames() {
    return of.has(RsyncFlag.HARD_LINKS) || looksAtOlder();
  }

  /// Of what a backup would be.
  private String original(String path) {
    String suffix = new String(of.options().effective().suffix(), StandardCharsets.UTF_8);
    String name = path.replaceFirst("^\\.kept/(deep/)?", "");
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  private boolean isBehindLink(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (in(source, path.substring(0, end)).is("SYMLINK")) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMissedLink(String path) {
    String prefix = path.equals(".") ? "" : path + "/";
    return before.keySet().stream()
        .filter(child -> child.startsWith(prefix) && child.indexOf('/', prefix.length()) < 0)
        .anyMatch(child -> in(source, child).is("SYMLINK"));
  }

  /// rsync leaves a file in a directory's place with `--ignore-existing`, but for its time.
  private boolean isInDirectorysWay(String path) {
    Look wanted = in(source, path);
    Look present = in(before, path);
    boolean directory = wanted.is("DIRECTORY") || wanted.is("SYMLINK") && of.follows();
    return of.has(RsyncFlag.IGNORE_EXISTING)
        && directory
        && !present.isNothing()
        && !present.is("DIRECTORY");
  }

  /// With `--ignore-times`, rsync keeps a backup of what it writes again although it is equal.
  private boolean isBackupOfEqual(String path) {
    String original = original(path);
    return of.backs()
        && of.has(RsyncFlag.IGNORE_TIMES)
        && in(ours, path).isNothing()
        && in(source, original).is("REGULAR")
        && in(source, original).content().equals(in(before, original).content());
  }
}
