package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lockstep.event.AbsolutePath;
import lockstep.tree.ConfiguredMounts.Expected;
import lockstep.tree.MountPoints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountGuardTest {
  @TempDir private Path folder;
  private final List<Expected> configured = new ArrayList<>();
  private Path state;
  private AbsolutePath bare;
  private AbsolutePath target;

  @BeforeEach
  void begin() throws IOException {
    Path real = folder.toRealPath();
    state = real.resolve("state");
    bare = AbsolutePath.of(Files.createDirectory(real.resolve("mnt")).toString());
    target = AbsolutePath.of(real.resolve("mnt/to be made").toString());
  }

  private MountMemory memory() {
    return new MountMemory(List.of(state));
  }

  private MountGuard guard() {
    return new MountGuard(() -> configured, memory());
  }

  @Test
  void whereNothingShouldBeMountedAllIsWell() throws IOException {
    assertNull(guard().check("target", target, false));
  }

  @Test
  void aConfiguredMountThatIsMissingIsRefused() throws IOException {
    configured.add(new Expected(AbsolutePath.of("/proc"), "/etc/fstab:1"));
    configured.add(new Expected(bare, "/etc/fstab:2"));
    var guard = guard();
    var refusal = assertThrows(IOException.class, () -> guard.check("target", target, true));
    assertEquals(
        "the target %s lies on %s, which should be a mount point (/etc/fstab:2), and nothing is mounted there"
            .formatted(target, bare),
        refusal.getMessage());
    assertNull(guard.check("source", AbsolutePath.of("/proc/self"), false));
    assertNull(guard.check("source", AbsolutePath.of(bare + " beside"), false));
  }

  @Test
  void whatWasMountedTheLastTimeIsMissedUntilConfirmed() throws IOException {
    memory().remember(target, bare);
    var guard = guard();
    String why = guard.check("target", target, true); // of something else
    assertTrue(why.contains("was on what is mounted at " + bare), why);
    assertNull(guard.check("target", target, true));
    guard.note(target);
    assertNull(guard().check("target", target, false));
  }

  @Test
  void whatIsMountedIsRemembered() throws IOException {
    var proc = AbsolutePath.of("/proc/self/fd");
    memory().remember(proc, AbsolutePath.of("/proc"));
    assertEquals(AbsolutePath.of("/proc"), memory().recall(proc));
    assertNull(memory().recall(target));
    try (var files = Files.list(state)) {
      Path file = files.findFirst().orElseThrow();
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    memory().remember(proc, null);
    assertNull(memory().recall(proc));
  }

  @Test
  void withoutAStateDirectoryNothingIsKnown() throws IOException {
    Files.writeString(state, "a file");
    memory().remember(target, bare);
    assertNull(memory().recall(target));
  }

  @Test
  void mountPointsAreToldFromDirectories() throws IOException {
    assertTrue(MountPoints.isMounted(AbsolutePath.of("/proc")));
    assertEquals(false, MountPoints.isMounted(bare));
    assertEquals(false, MountPoints.isMounted(target));
    assertEquals(AbsolutePath.of("/proc"), MountPoints.above(AbsolutePath.of("/proc/no/such")));
  }

  @Test
  void theStateDirectoryFollowsFromTheUser() {
    assertEquals(
        List.of(Path.of("/var/lib/x"), Path.of("/run/lockstep")),
        MountMemory.directories(Map.of("STATE_DIRECTORY", "/var/lib/x:/y"), 0));
    assertEquals(
        List.of(Path.of("/var/lib/lockstep"), Path.of("/run/lockstep")),
        MountMemory.directories(Map.of("HOME", "/root"), 0));
    assertEquals(
        List.of(Path.of("/home/u/.local/state/lockstep"), Path.of("/run/lockstep")),
        MountMemory.directories(Map.of("HOME", "/home/u"), 1000));
  }
}
