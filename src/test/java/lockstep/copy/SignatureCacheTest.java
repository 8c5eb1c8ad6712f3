package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.delta.BlockHashes;
import lockstep.tree.FileType;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import org.junit.jupiter.api.Test;

/// What is remembered of target files, and what is not believed any more.
final class SignatureCacheTest {
  private static final int BLOCKS = 10;
  private static final int BYTES = 16 * BLOCKS;

  private final SignatureCache cache = new SignatureCache(3 * BYTES);

  private static BlockHashes hashes() {
    return new BlockHashes(4096, BLOCKS);
  }

  private static Stat file(long inode, long size, long mtime, long ctime) {
    return new Stat(
        FileType.REGULAR,
        0644,
        0,
        0,
        size,
        8,
        new Timestamp(mtime, 1),
        new Timestamp(ctime, 2),
        7,
        inode,
        1,
        0,
        3);
  }

  private static final Stat FILE = file(1, 40_000, 100, 200);

  @Test
  void aFileThatIsAsItWasLeft() {
    BlockHashes hashes = hashes();
    cache.remember(FILE, file(9, 40_000, 100, 150), hashes);
    assertSame(hashes, cache.of(FILE));
  }

  @Test
  void anyOtherIsNotBelieved() {
    cache.remember(FILE, FILE, hashes());
    assertNull(cache.of(file(2, 40_000, 100, 200)), "inode");
    assertNull(cache.of(file(1, 40_001, 100, 200)), "size");
    assertNull(cache.of(file(1, 40_000, 101, 200)), "mtime");
    assertNull(cache.of(file(1, 40_000, 100, 201)), "ctime");
    assertNotNull(cache.of(FILE));
  }

  @Test
  void whatMayHaveBeenChangedAlreadyIsNotRemembered() {
    cache.remember(FILE, file(9, 40_000, 99, 150), hashes());
    assertNull(cache.of(FILE), "another mtime than was set");
    cache.remember(FILE, file(9, 39_999, 100, 150), hashes());
    assertNull(cache.of(FILE), "another size");
    Stat young = file(1, 40_000, 300, 200);
    cache.remember(young, young, hashes());
    assertNull(cache.of(young), "a write would not show in its times");
  }

  @Test
  void whatCannotBeRememberedIsForgotten() {
    cache.remember(FILE, FILE, hashes());
    cache.remember(FILE, file(9, 40_000, 99, 150), hashes());
    assertNull(cache.of(FILE));
  }

  @Test
  void theOneNotUsedForLongestMakesRoom() {
    for (int inode = 1; inode <= 3; inode++) {
      cache.remember(file(inode, 1, 1, 2), file(inode, 1, 1, 2), hashes());
    }
    assertNotNull(cache.of(file(1, 1, 1, 2)));
    cache.remember(file(4, 1, 1, 2), file(4, 1, 1, 2), hashes());
    assertNull(cache.of(file(2, 1, 1, 2)));
    for (int inode : new int[] {1, 3, 4}) {
      assertNotNull(cache.of(file(inode, 1, 1, 2)), "inode " + inode);
    }
    cache.forget(file(1, 1, 1, 2));
    assertNull(cache.of(file(1, 1, 1, 2)));
  }

  @Test
  void noFileTakesMoreThanHalf() {
    assertTrue(cache.hasRoomFor(3 * BYTES / 2));
    assertFalse(cache.hasRoomFor(3 * BYTES / 2 + 1));
    var many = new BlockHashes(4096, 2 * BLOCKS);
    cache.remember(FILE, FILE, many);
    assertNull(cache.of(FILE));
  }
}
