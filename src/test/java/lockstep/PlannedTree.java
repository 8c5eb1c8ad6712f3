package lockstep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Timestamp;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// A tree that is planned before it is made, so that it can be made twice, and another one like it
/// be planned that is equal in parts.
final class PlannedTree {
  private static final int[] FILE_MODES = {0644, 0644, 0600, 0755, 0750, 04755, 02711, 0400, 0};
  private static final int[] DIRECTORY_MODES = {0755, 0755, 0700, 02775, 01777, 0555};
  private static final int[] IDS = {0, 0, 1, 2, 12345};
  private static final int[] SIZES = {0, 10, 10, 10, 20, 3000, 200_000};

  /// None within one second of another, which `--update` takes for equal in rsync.
  private static final Timestamp[] TIMES = {
    new Timestamp(1000, 1),
    new Timestamp(2000, 5),
    new Timestamp(2001, 5),
    new Timestamp(3000, 999_999_999)
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
      int aclUser) {}

  private final Random random;
  private final boolean links;
  private final boolean setGroup;
  private final boolean followed;
  private final List<Plan> plans = new ArrayList<>();

  private PlannedTree(Random random, boolean links, boolean setGroup, boolean followed) {
    this.random = random;
    this.links = links;
    this.setGroup = setGroup;
    this.followed = followed;
  }

  /// @param links whether some files have several names
  /// @param setGroup whether some directories pass on their group; where groups are not carried
  ///   over, it depends on the moment at which a directory gets its mode
  /// @param followed whether links are followed in some way
  static PlannedTree first(Random random, boolean links, boolean setGroup, boolean followed) {
    var tree = new PlannedTree(random, links, setGroup, followed);
    if (followed) {
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
    var tree = new PlannedTree(random, false, setGroup, followed);
    for (Plan plan : plans) {
      boolean reachable = plan.type() != null && tree.hasDirectory(plan.path().parent());
      if (reachable && tree.find(plan.path()) == null) {
        switch (random.nextInt(8)) {
          case 0, 1 -> {}
          case 2, 3, 4 -> tree.plans.add(plan);
          case 5, 6 -> tree.plans.add(tree.varied(plan));
          default -> tree.grow(plan.path(), tree.anyType(), 2);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      RelativePath path = RelativePath.ROOT.resolve(("extra" + i).getBytes(ISO_8859_1));
      tree.grow(path, tree.anyType(), 1);
    }
    return tree;
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
        random.nextBoolean() ? plan.time() : any(TIMES),
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
    if (links && type == FileType.REGULAR && random.nextInt(4) == 0 && link(path)) {
      return;
    }
    String content =
        switch (type) {
          case SYMLINK -> any(followed ? LEADING : TEXTS);
          case REGULAR -> "" + random.nextInt(3);
          case CHARACTER_DEVICE -> "259";
          case BLOCK_DEVICE -> "1795";
          case DIRECTORY, FIFO, SOCKET -> "";
        };
    plans.add(
        new Plan(
            path,
            type,
            content,
            any(SIZES),
            random.nextInt(6) == 0,
            mode(type),
            any(IDS),
            any(IDS),
            any(TIMES),
            attribute(),
            aclUser()));
    if (type == FileType.DIRECTORY && depth < 2 && random.nextInt(4) > 0) {
      grow(path, depth + 1);
    }
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
    plans.add(new Plan(path, null, other, 0, false, 0, 0, 0, any(TIMES), "", 0));
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
    return setGroup || type != FileType.DIRECTORY ? mode : mode & ~02000;
  }

  private String attribute() {
    return random.nextInt(3) == 0 ? "" + random.nextInt(3) : "";
  }

  private int aclUser() {
    return random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
  }

  private int any(int[] of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }

  // --- making it ---

  void make(Tree tree) throws TreeException {
    for (Plan plan : plans) {
      try (Directory at = tree.open(plan.path().parent())) {
        make(tree, plan, at, plan.path().name());
      }
    }
    for (Plan plan : plans.reversed()) {
      if (plan.type() != null) {
        try (Directory at = tree.open(plan.path().parent())) {
          at.setTime(plan.path().name(), plan.time());
        }
      }
    }
    try (Directory root = tree.open(RelativePath.ROOT)) {
      root.setTime(TIMES[0]);
    }
  }

  private static void make(Tree tree, Plan plan, Directory at, byte[] name) throws TreeException {
    switch (plan.type()) {
      case null -> {
        RelativePath other = RelativePath.of(plan.content());
        try (Directory from = tree.open(other.parent())) {
          from.link(other.name(), at, name);
        }
        return;
      }
      case DIRECTORY -> at.makeDirectory(name, 0700);
      case SYMLINK -> at.makeSymlink(name, plan.content().getBytes(ISO_8859_1));
      case REGULAR -> {
        try (OpenFile file = at.create(name, 0600)) {
          file.write(ByteBuffer.wrap(content(plan)), plan.holes() ? 1_000_000 : 0);
        }
      }
      case FIFO, SOCKET -> at.makeNode(name, plan.type(), 0600, 0);
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          at.makeNode(name, plan.type(), 0600, Long.parseLong(plan.content()));
    }
    at.setOwner(name, plan.uid(), plan.gid());
    if (plan.type() != FileType.SYMLINK) {
      at.setMode(name, plan.mode());
    }
    if (plan.type() == FileType.REGULAR || plan.type() == FileType.DIRECTORY) {
      dress(plan, at, name);
    }
  }

  private static byte[] content(Plan plan) {
    var content = new byte[plan.size()];
    new Random(plan.content().hashCode()).nextBytes(content);
    return content;
  }

  private static void dress(Plan plan, Directory at, byte[] name) throws TreeException {
    try (Directory.Attributes attributes = at.attributes(name)) {
      if (!plan.attribute().isEmpty()) {
        byte[] value = plan.attribute().getBytes(ISO_8859_1);
        attributes.set("user.a".getBytes(ISO_8859_1), value);
        attributes.set(("trusted." + plan.attribute()).getBytes(ISO_8859_1), value);
      }
      if (plan.aclUser() > 0) {
        attributes.set("system.posix_acl_access".getBytes(ISO_8859_1), acl(plan));
        if (plan.type() == FileType.DIRECTORY) {
          attributes.set("system.posix_acl_default".getBytes(ISO_8859_1), acl(plan));
        }
      }
    }
  }

  /// An access control list as the kernel takes it: `acl(5)`, `linux/posix_acl_xattr.h`.
  private static byte[] acl(Plan plan) {
    var list = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(2);
    entry(list, 0x01, plan.mode() >> 6 & 7, -1);
    entry(list, 0x02, 5, plan.aclUser());
    // Where these two are equal, rsync has its own idea of the group's.
    entry(list, 0x04, plan.mode() >> 3 & 7 ^ 1, -1);
    entry(list, 0x10, plan.mode() >> 3 & 7, -1);
    entry(list, 0x20, plan.mode() & 7, -1);
    return list.array();
  }

  private static void entry(ByteBuffer list, int tag, int permissions, int id) {
    list.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
