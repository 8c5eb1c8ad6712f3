package lockstep.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Collectors;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

final class ConfiguredMountsTest {
  private static final String FSTAB =
      """
      # <file system> <mount point> <type> <options>
      UUID=1 / ext4 defaults 0 1

      /dev/sdb1\t/mnt/with\\040space\text4\tnoauto\t0 2
        host:/export  /srv/mail/  nfs4  _netdev,nofail 0 0
      UUID=2 none swap sw 0 0
      UUID=3 /swap swap sw 0 0
      #/dev/sdc1 /old ext4 defaults 0 0
      broken
      """;

  @Test
  void fstabNamesMountPoints() {
    assertEquals(
        """
        /mnt/with space at /etc/fstab:4
        /srv/mail at /etc/fstab:5\
        """,
        ConfiguredMounts.fstab(FSTAB.lines().toList()).stream()
            .map(each -> each.point() + " at " + each.where())
            .collect(Collectors.joining("\n")));
  }

  private static AbsolutePath unit(String text) {
    return ConfiguredMounts.unit(text.lines().toList());
  }

  @Test
  void aUnitNamesOne() {
    assertEquals(
        AbsolutePath.of("/mnt/a"),
        unit("[Unit]\nWhere=/no\n[Mount]\nWhat=/dev/x\nWhere = /mnt/a/ \n[Install]\nWhere=/no\n"));
  }

  @Test
  void oneThatDoesNotSayPlainlyNamesNone() {
    assertNull(unit(""));
    assertNull(unit("[Mount]\nWhere=/mnt/%i\n"));
    assertNull(unit("[Mount]\nWhere=/\n"));
    assertNull(unit("[Mount]\n#Where=/mnt\n"));
  }

  @Test
  void thisMachineCanBeAsked() {
    ConfiguredMounts.read().forEach(each -> assertEquals('/', each.where().charAt(0)));
  }
}
