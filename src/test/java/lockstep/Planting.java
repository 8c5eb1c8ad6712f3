package lockstep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import lockstep.PlannedTree.Plan;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.OpenFile;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;

/// Makes a tree as it was planned.
final class Planting {
  private Planting() {}

  static void plant(List<Plan> plans, Tree tree) throws TreeException {
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
      root.setTime(PlannedTree.TIMES[0]);
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
