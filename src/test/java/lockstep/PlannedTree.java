package lockstep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.Timestamp;
import org.jspecify.annotations.Nullable;

/// A tree that is planned before it is made, so that it can be made twice, and another one like it
/// be planned that is equal in parts.
final class PlannedTree {
  private static final int[] FILE_MODES = {0644, 0644, 0600, 0755, 0750, 04755, 02711, 0400, 0};
  private static final int[] DIRECTORY_MODES = {0755, 0755, 0700, 02775, 01777, 0555};
  private static final int[] IDS = {0, 0, 1, 2, 12345};
  private static final int[] SIZES = {0, 10, 10, 10, 20, 3000, 200_000};

  /// None within one second of another, which `--update` takes for equal in rsync.
  static final Timestamp[] TIMES = {
    new Timestamp(1000, 1),
    new Timestamp(2000, 5),
    new Timestamp(2001, 5),
    new Timestamp(3000, 999_999_999)
  };

  /// For `--modify-window`: two within a second of each other.
  private static final Timestamp[] CLOSE_TIMES = {
    new Timestamp(1000, 1),
    new Timestamp(2000, 5),
    new Timestamp(2000, 700_000_000),
    new Timestamp(2001, 5),
    new Timestamp(2002, 900_000_000)
  };

  private static final String[] TEXTS = {
    "a", "../a", "../../b", "/etc/hostname", "sub/c", "nowhere", "sub", "../sub/../a", "../sub", "."
  };

  /// Texts for trees some of whose links are followed: none leads up to a directory that it is in.
  private static final String[] LEADING = {
    "/etc/hostname",
    "nowhere",
    "/nowhere",
    "leaf",
    "../leaf",
    "../../leaf",
    "../../../leaf",
    "sub/../leaf/f",
    "leaf/f",
    "../leaf/g"
  };

  /// What an entry is to be.
  ///
  /// @param content of a file, by its number; the text of a link; the number of a device; the other
  ///   name of an inode
  record Plan(
      RelativePath path,
      @Nullable FileType type,
      String content,
      int size,
      boolean holes,
      int mode,
      int uid,
      int gid,
      Timestamp time,
      String attribute,
      int aclUser) {
    Plan withContent(String other) {
      return new Plan(path, type, other, size, holes, mode, uid, gid, time, attribute, aclUser);
    }

    Plan ofRoot() {
      return new Plan(path, type, content, size, holes, mode, 0, 0, time, attribute, aclUser);
    }
  }

  /// What kind of trees.
  ///
  /// @param links whether some files have several names
  /// @param setGroup whether some directories pass on their group; where groups are not carried
  ///   over, it depends on the moment at which a directory gets its mode
  /// @param followed whether links are followed in some way
  /// @param kept whether links of the target that lead to directories count as those: each leads to
  ///   one of its own, since of two directories that become one the last wins; and they are root's,
  ///   since rsync 3.5.0 trusts no others
  /// @param stays whether what the target has stays: it has no links then where the source has
  ///   directories, since rsync would write through them to anywhere
  /// @param close whether times are less than a second apart
  record Traits(
      boolean links,
      boolean setGroup,
      boolean followed,
      boolean kept,
      boolean stays,
      boolean close) {
    Traits withoutLinks() {
      return new Traits(false, setGroup, followed, kept, stays, close);
    }
  }

  private static final int MOST_BEHIND = 12;

  private final Random random;
  private final Traits traits;
  private final List<Plan> plans = new ArrayList<>();
  private int behind;

  private PlannedTree(Random random, Traits traits) {
    this.random = random;
    this.traits = traits;
  }

  static PlannedTree first(Random random, Traits traits) {
    var tree = new PlannedTree(random, traits);
    if (traits.followed()) {
      tree.grow(RelativePath.of("leaf"), FileType.DIRECTORY, 2);
      tree.grow(RelativePath.of("leaf/f"), FileType.REGULAR, 2);
      tree.grow(RelativePath.of("leaf/g"), FileType.REGULAR, 2);
    }
    tree.grow(RelativePath.ROOT, 0);
    return tree;
  }

  /// A tree in which much is as in this one. Its files have one name each: others than the source
  /// has stay in rsync, and go here.
  PlannedTree second(Random random) {
    var tree = new PlannedTree(random, traits.withoutLinks());
    for (int i = 0; traits.kept() && i < MOST_BEHIND; i++) {
      tree.grow(RelativePath.of("behind" + i), FileType.DIRECTORY, 2);
    }
    for (Plan plan : plans) {
      boolean reachable = plan.type() != null && tree.hasDirectory(plan.path().parent());
      if (reachable && tree.find(plan.path()) == null) {
        switch (random.nextInt(8)) {
          case 0, 1 -> {}
          case 2, 3, 4 -> tree.plans.add(plan);
          case 5, 6 -> tree.add(tree.varied(plan));
          default -> tree.grow(plan.path(), tree.anyType(), 2);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      RelativePath path = RelativePath.ROOT.resolve(("extra" + i).getBytes(ISO_8859_1));
      tree.grow(path, tree.anyType(), 1);
    }
    if (traits.stays()) {
      tree.plans.removeIf(
          plan -> plan.type() == FileType.SYMLINK && isDirectory(find(plan.path())));
    }
    if (traits.kept()) {
      tree.plans.replaceAll(tree::leadingBehind);
    }
    return tree;
  }

  /// An older copy of this tree, in which what has the same size and time has the same content.
  PlannedTree older(Random random) {
    var tree = new PlannedTree(random, traits.withoutLinks());
    for (Plan plan : plans) {
      boolean reachable = plan.type() != null && tree.hasDirectory(plan.path().parent());
      if (reachable && tree.find(plan.path()) == null && random.nextInt(4) > 0) {
        Plan varied = tree.varied(plan);
        boolean other = !varied.time().equals(plan.time());
        tree.plans.add(
            random.nextInt(3) > 0 ? plan : other ? varied : varied.withContent(plan.content()));
      }
    }
    return tree;
  }

  List<Plan> plans() {
    return plans;
  }

  private boolean isDirectory(@Nullable Plan plan) {
    return plan != null
        && (plan.type() == FileType.DIRECTORY
            || plan.type() == FileType.SYMLINK && traits.followed());
  }

  private Plan leadingBehind(Plan plan) {
    if (plan.type() != FileType.SYMLINK) {
      return plan;
    }
    boolean leads = plan.content().endsWith("leaf") && behind < MOST_BEHIND;
    int depth = plan.path().toString().split("/", -1).length - 1;
    String content =
        leads ? "../".repeat(depth) + "behind" + behind++ : plan.content().replace("leaf", "gone");
    return plan.withContent(content);
  }

  private @Nullable Plan find(RelativePath path) {
    return plans.stream().filter(plan -> plan.path().equals(path)).findFirst().orElse(null);
  }

  private boolean hasDirectory(RelativePath path) {
    Plan plan = find(path);
    return path.isRoot() || plan != null && plan.type() == FileType.DIRECTORY;
  }

  private Plan varied(Plan plan) {
    boolean file = plan.type() == FileType.REGULAR;
    return new Plan(
        plan.path(),
        plan.type(),
        random.nextBoolean() || !file ? plan.content() : "" + random.nextInt(3),
        plan.size(),
        plan.holes(),
        random.nextBoolean() ? plan.mode() : mode(plan.type()),
        random.nextBoolean() ? plan.uid() : any(IDS),
        random.nextBoolean() ? plan.gid() : any(IDS),
        random.nextBoolean() ? plan.time() : anyTime(),
        random.nextBoolean() ? plan.attribute() : attribute(),
        random.nextBoolean() ? plan.aclUser() : aclUser());
  }

  private void grow(RelativePath parent, int depth) {
    String[] names = {"a", "b", "c", "d.o", "e~", "sub", "tags", "x y", "\u00ff\u0001"};
    for (String name : names) {
      RelativePath path = parent.resolve(name.getBytes(ISO_8859_1));
      if (name.equals("sub")) {
        grow(path, FileType.DIRECTORY, depth);
      } else if (random.nextInt(5) > 0) {
        grow(path, anyType(), depth);
      }
    }
  }

  private void grow(RelativePath path, FileType type, int depth) {
    if (traits.links() && type == FileType.REGULAR && random.nextInt(4) == 0 && link(path)) {
      return;
    }
    String content =
        switch (type) {
          case SYMLINK -> any(traits.followed() ? LEADING : TEXTS);
          case REGULAR -> "" + random.nextInt(3);
          case CHARACTER_DEVICE -> "259";
          case BLOCK_DEVICE -> "1795";
          case DIRECTORY, FIFO, SOCKET -> "";
        };
    add(
        new Plan(
            path,
            type,
            content,
            any(SIZES),
            random.nextInt(6) == 0,
            mode(type),
            any(IDS),
            any(IDS),
            anyTime(),
            attribute(),
            aclUser()));
    if (type == FileType.DIRECTORY && depth < 2 && random.nextInt(4) > 0) {
      grow(path, depth + 1);
    }
  }

  /// rsync gives a kept link the owner of the directory that it stands for, and then does not trust
  /// it.
  private void add(Plan plan) {
    boolean own = traits.kept() && plan.type() != FileType.REGULAR;
    plans.add(own ? plan.ofRoot() : plan);
  }

  private boolean link(RelativePath path) {
    List<Plan> files = plans.stream().filter(plan -> plan.type() == FileType.REGULAR).toList();
    if (files.isEmpty()) {
      return false;
    }
    String other = files.get(random.nextInt(files.size())).path().toString();
    if (find(RelativePath.of(other)) == null) {
      return false; // a name that cannot be written as text
    }
    plans.add(new Plan(path, null, other, 0, false, 0, 0, 0, anyTime(), "", 0));
    return true;
  }

  private FileType anyType() {
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> FileType.DIRECTORY;
      case 3, 4, 5 -> FileType.SYMLINK;
      case 6 -> FileType.FIFO;
      case 7 -> FileType.CHARACTER_DEVICE;
      default -> FileType.REGULAR;
    };
  }

  private int mode(@Nullable FileType type) {
    int mode = any(type == FileType.DIRECTORY ? DIRECTORY_MODES : FILE_MODES);
    return traits.setGroup() || type != FileType.DIRECTORY ? mode : mode & ~02000;
  }

  private String attribute() {
    return random.nextInt(3) == 0 ? "" + random.nextInt(3) : "";
  }

  private int aclUser() {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
  }

  private Timestamp anyTime() {
    return any(traits.close() ? CLOSE_TIMES : TIMES);
  }

  private int any(int[] of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
