package lockstep.tree;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;

/// The contract on the simulation's file system, with a clock that stands still.
final class TreeContractMemoryTest
    implements TreeContractNames, TreeContractFiles, TreeContractAttributes, TreeContractXattrs {
  private final MemoryTree tree =
      new MemoryFileSystem(1, () -> Instant.EPOCH.plusSeconds(1_700_000_000)).tree().pieces(3);

  @Override
  public MemoryTree tree() {
    return tree;
  }

  @Override
  public boolean isPrivileged() {
    return true;
  }

  @AfterEach
  void everythingIsClosed() {
    Assertions.assertEquals(0, tree.openCount());
  }
}
