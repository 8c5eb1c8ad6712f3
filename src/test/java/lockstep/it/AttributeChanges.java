package lockstep.it;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.random.RandomGenerator;
import lockstep.linux.Inodes;
import lockstep.linux.Statx;
import lockstep.linux.Xattrs;
import org.jspecify.annotations.Nullable;

/// What a [Writer] does to owners, modes, times, extended attributes and access control lists.
final class AttributeChanges {
  private static final List<Integer> MODES = List.of(0644, 0600, 0755, 0700, 0444, 02770, 04711, 0);
  private static final int NOFOLLOW = Statx.AT_SYMLINK_NOFOLLOW;

  private final RandomGenerator random;
  private final TreeDifference.Options options;

  AttributeChanges(RandomGenerator random, TreeDifference.Options options) {
    this.random = random;
    this.options = options;
  }

  void change(Folder folder) {
    String name = any(folder);
    if (name == null) {
      return;
    }
    byte[] bytes = Folder.bytes(name);
    switch (random.nextInt(6)) {
      case 0 ->
          Inodes.fchmodat2(folder.fd, bytes, MODES.get(random.nextInt(MODES.size())), NOFOLLOW);
      case 1 ->
          Inodes.fchownat(folder.fd, bytes, random.nextInt(4), random.nextInt(4) - 1, NOFOLLOW);
      case 2 ->
          folder.setTime(name, random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
      case 3 -> changeItself(folder);
      case 4 -> xattr(folder, name);
      default -> acl(folder, name);
    }
  }

  private @Nullable String any(Folder folder) {
    List<Folder.Item> items =
        folder.list().stream()
            .filter(item -> Names.kind(item.name()) != Names.Kind.PRIVATE)
            .toList();
    return items.isEmpty() ? null : items.get(random.nextInt(items.size())).name();
  }

  private void changeItself(Folder folder) {
    if (random.nextBoolean()) {
      Inodes.fchmod(folder.fd, MODES.get(random.nextInt(MODES.size())));
    } else {
      Inodes.futimens(folder.fd, random.nextLong(2_000_000_000L), random.nextInt(1_000));
    }
  }

  private void xattr(Folder folder, String name) {
    byte[] attribute = Content.text("user.x" + random.nextInt(2));
    if (!options.xattrs()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      Xattrs.lremovexattr(folder.path(name), attribute);
    } else {
      set(folder, name, attribute, Content.random(random, random.nextInt(100)));
    }
  }

  private void acl(Folder folder, String name) {
    if (!options.acls()) {
      return;
    }
    byte[] attribute =
        Content.text("system.posix_acl_" + (random.nextInt(3) == 0 ? "default" : "access"));
    if (random.nextInt(3) == 0) {
      Xattrs.lremovexattr(folder.path(name), attribute);
    } else {
      set(folder, name, attribute, acl());
    }
  }

  private static void set(Folder folder, String name, byte[] attribute, byte[] value) {
    Xattrs.lsetxattr(folder.path(name), attribute, Folder.direct(value));
  }

  /// A list with one user named in it, as the kernel takes it (`posix_acl_xattr.h`): version 2,
  /// then tag, permissions and id of each entry.
  private byte[] acl() {
    ByteBuffer list = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    entry(list, 0x01, -1);
    entry(list, 0x02, 1 + random.nextInt(3));
    entry(list, 0x04, -1);
    entry(list, 0x10, -1);
    entry(list, 0x20, -1);
    return list.array();
  }

  private void entry(ByteBuffer list, int tag, int id) {
    list.putShort((short) tag).putShort((short) random.nextInt(8)).putInt(id);
  }
}
