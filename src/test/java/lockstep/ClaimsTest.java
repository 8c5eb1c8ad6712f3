package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lockstep.config.DeletePolicy;
import lockstep.config.RsyncOptions;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import org.junit.jupiter.api.Test;

/// Roots on one disk; what the configuration says of them does not show where they are.
final class ClaimsTest {
  private final MemoryFileSystem disk = new MemoryFileSystem(1, () -> Instant.EPOCH);
  private final Claims claims = new Claims();

  private MemoryTree tree(String path) {
    disk.writer().mkdirs(path);
    return disk.tree(RelativePath.of(path), MemoryFaults.NONE);
  }

  private static SyncDefinition sync(String name, DeletePolicy delete) {
    return new SyncDefinition(
        name,
        AbsolutePath.of("/configured/source/" + name),
        new Target.LocalDirectory(AbsolutePath.of("/configured/target/" + name)),
        Duration.ZERO,
        1000,
        1,
        true,
        delete,
        Filters.NONE,
        new RsyncOptions(),
        "conf.lua:1");
  }

  private Claims.Claim take(String name, String source, String target) throws IOException {
    return claims.take(sync(name, DeletePolicy.ALWAYS), tree(source), tree(target));
  }

  private void assertRefused(String why, String name, String source, String target) {
    var refusal = assertThrows(IOException.class, () -> take(name, source, target));
    assertEquals("as mounted now (/DEVICE/PATH), " + why, refusal.getMessage());
  }

  @Test
  void rootsThatLieInEachOtherAreRefused() {
    assertRefused(
        "the target /1/a/b lies inside the source /1/a: it would be copied into itself",
        "A",
        "a",
        "a/b");
    assertRefused(
        "the source /1/c/d lies inside the target /1/c: it would be deleted", "A", "c/d", "c");
  }

  @Test
  void aMountIsSeenThrough() {
    disk.writer().mkdirs("mounted");
    disk.writer().mkdirs("a/b");
    disk.bind(RelativePath.of("mounted"), disk, RelativePath.of("a/b"));
    assertRefused(
        "the target /1/a/b lies inside the source /1/a: it would be copied into itself",
        "A",
        "a",
        "mounted");
  }

  @Test
  void syncsThatDeleteEachOthersFilesAreRefusedWhileBothAreOpen() throws IOException {
    Claims.Claim first = take("A", "a", "target");
    assertRefused(
        "B and A (conf.lua:1) have the same target, /1/target, and would delete each other's files;"
            + " give each its own, or set delete = false for both",
        "B",
        "b",
        "target");
    first.close();
    take("B", "b", "target").close();
  }

  @Test
  void syncsThatFeedEachOtherAreRefused() throws IOException {
    take("A", "a", "b");
    var refusal = assertThrows(IOException.class, () -> take("B", "b", "a"));
    assertEquals(true, refusal.getMessage().contains("these syncs feed each other"));
  }

  @Test
  void aTargetIsHeldUntilTheLastThatSharesItIsClosed() throws IOException {
    MemoryTree target = tree("target");
    var never = DeletePolicy.NEVER;
    Claims.Claim one = claims.take(sync("A", never), tree("a"), target);
    Claims.Claim two = claims.take(sync("B", never), tree("b"), target);
    one.close();
    assertThrows(
        IOException.class, () -> new Claims().take(sync("C", never), tree("c"), tree("target")));
    two.close();
    new Claims().take(sync("C", never), tree("c"), tree("target")).close();
  }

  @Test
  void theOwnerOfARootIsKnownWhileItIsOpen() throws IOException {
    Claims.Claim claim = take("A", "a", "b");
    List<RelativePath> roots = List.of(RelativePath.of("a"), RelativePath.of("b"));
    assertEquals("the source of A", claims.owner(disk.writer().stat(roots.getFirst())));
    assertEquals("the target of A", claims.owner(disk.writer().stat(roots.getLast())));
    assertNull(claims.owner(disk.writer().stat(RelativePath.ROOT)));
    claim.close();
    assertNull(claims.owner(disk.writer().stat(roots.getFirst())));
  }
}
