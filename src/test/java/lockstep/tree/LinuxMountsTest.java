package lockstep.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

final class LinuxMountsTest {
  private static final String TABLE =
      """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      36 22 8:1 /srv/with\\040space /mnt/a\\134b rw - ext4 /dev/sda1 rw
      40 22 0:4 net:[4026531840] /run/netns/x rw - nsfs nsfs rw
      41 22 0:52 / /mnt rw master:1 - nfs4 host:/export rw
      """;

  private static AbsolutePath place(long mount, String path) {
    var mounts = LinuxMounts.parse(TABLE.lines().toList());
    return mounts.get(mount).place(AbsolutePath.of(path));
  }

  @Test
  void whatIsMountedTwiceHasOnePlace() {
    assertEquals(AbsolutePath.of("/8:1/srv/with space/x"), place(22, "/srv/with space/x"));
    assertEquals(AbsolutePath.of("/8:1/srv/with space/x"), place(36, "/mnt/a\\b/x"));
    assertEquals(AbsolutePath.of("/8:1/srv/with space"), place(36, "/mnt/a\\b"));
  }

  @Test
  void theRootOfAFileSystemIsItsDevice() {
    assertEquals(AbsolutePath.of("/8:1"), place(22, "/"));
    assertEquals(AbsolutePath.of("/0:52"), place(41, "/mnt"));
    assertEquals(AbsolutePath.of("/0:52/x"), place(41, "/mnt/x"));
  }

  @Test
  void whatIsNotBelowTheMountHasNone() {
    assertNull(place(36, "/mnt/other"));
  }

  @Test
  void whatIsNoDirectoryTreeIsLeftOut() {
    assertNull(LinuxMounts.parse(TABLE.lines().toList()).get(40L));
  }
}
