package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import org.junit.jupiter.api.AfterEach;

/// The contracts on the simulation's file system.
final class CopierMemoryTest
    implements TypeChangeContract,
        OptionsContract,
        DeletionContract,
        RenameContract,
        ContentContract,
        HardLinkContract,
        TransferRulesContract,
        RehearsalContract,
        RewritingContract {
  private final MemoryTree source = tree(1);
  private final MemoryTree target = tree(2);

  private static MemoryTree tree(long device) {
    return new MemoryFileSystem(device, () -> Instant.EPOCH.plusSeconds(1_700_000_000)).tree();
  }

  @Override
  public MemoryTree source() {
    return source;
  }

  @Override
  public MemoryTree target() {
    return target;
  }

  @AfterEach
  void everythingIsClosed() {
    assertEquals(0, source.openCount() + target.openCount());
  }
}
