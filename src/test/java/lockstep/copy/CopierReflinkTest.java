package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import org.junit.jupiter.api.AfterEach;

/// The contracts of content where the target can share blocks between its files.
final class CopierReflinkTest implements ContentContract, RewritingContract {
  private Instant now = Instant.EPOCH.plusSeconds(1_700_000_000);
  private final MemoryTree source = new MemoryFileSystem(1, this::now).tree();
  private final MemoryTree target = sharing().tree();

  private MemoryFileSystem sharing() {
    var disk = new MemoryFileSystem(2, this::now);
    disk.reflinks(true);
    return disk;
  }

  /// Time passes, or nothing that was written would be certain enough to be remembered.
  private Instant now() {
    now = now.plusNanos(1000);
    return now;
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
