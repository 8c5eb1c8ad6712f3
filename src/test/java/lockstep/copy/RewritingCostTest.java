package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How much is read and written for a change of a big file, and what happens when somebody
/// interferes.
final class RewritingCostTest {
  private static final int MIB = 1 << 20;

  /// What one call reads or writes here.
  private static final int PIECE = 4096;

  private static final byte[] NAME = {'f'};
  private static final CopyOptions INPLACE =
      CopyOptions.ARCHIVE.with(Writing.DEFAULT.with(new Rewriting(false, true, false, false)));

  /// Something that is done once, in the middle of things.
  private interface Disturbance {
    void happen() throws TreeException;
  }

  private Instant now = Instant.EPOCH.plusSeconds(1_700_000_000);
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Disturbance> disturbances = new HashMap<>();
  private final MemoryFileSystem sourceDisk = new MemoryFileSystem(1, this::now);
  private final MemoryFileSystem targetDisk = new MemoryFileSystem(2, this::now);
  private final MemoryTree source = sourceDisk.tree(RelativePath.ROOT, counting("source "));
  private final MemoryTree target = targetDisk.tree(RelativePath.ROOT, counting("target "));

  private Instant now() {
    now = now.plusNanos(1000);
    return now;
  }

  private MemoryFaults counting(String side) {
    return (call, _) -> {
      int count = calls.merge(side + call, 1, Integer::sum);
      Disturbance disturbance = disturbances.remove(side + call + " " + count);
      if (disturbance != null) {
        disturbance.happen();
      }
    };
  }

  private static byte[] random(int size, long seed) {
    var content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static byte[] changed(byte[] content, int at, int length) {
    byte[] changed = content.clone();
    for (int i = at; i < at + length; i++) {
      changed[i]++;
    }
    return changed;
  }

  private static void write(MemoryFileSystem disk, byte[] content) throws TreeException {
    try (MemoryTree tree = disk.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      boolean there = root.stat(NAME) != null;
      try (OpenFile file = there ? root.openForUpdate(NAME) : root.create(NAME, 0644)) {
        file.truncate(0);
        file.write(ByteBuffer.wrap(content), 0);
      }
    }
  }

  private byte[] onTarget() throws TreeException {
    try (MemoryTree tree = targetDisk.tree();
        Directory root = tree.open(RelativePath.ROOT)) {
      return TreeText.read(root, NAME);
    }
  }

  private Mirror mirror(CopyOptions options) {
    return new Mirror(source, target, options);
  }

  private void follow(Mirror mirror, byte[] content) throws TreeException {
    write(sourceDisk, content);
    calls.clear();
    Report report = mirror.settle(mirror.named("f"));
    assertEquals("[]", report.failures().toString());
    assertEquals("[]", report.unsettled().toString());
    assertArrayEquals(content, onTarget());
  }

  private int bytes(String call) {
    return PIECE * calls.getOrDefault(call, 0);
  }

  private void assertCost(int sourceRead, int targetRead, int written) {
    int copied = bytes("target copy_file_range");
    assertEquals(sourceRead, bytes("source pread"), "read of the source");
    assertEquals(targetRead, bytes("target pread"), "read of the target");
    assertEquals(written, bytes("target pwrite") + copied, "written");
  }

  @AfterEach
  void everythingIsClosed() {
    assertEquals(0, source.openCount() + target.openCount());
  }

  @Test
  void whereNothingIsSharedAllIsWrittenAndTheOldFileIsNotRead() throws TreeException {
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] content = random(8 * MIB, 1);
    follow(mirror, content);
    follow(mirror, changed(content, 4 * MIB, 65_536));
    assertCost(8 * MIB, 0, 8 * MIB);
    assertEquals(1, calls.get("target ioctl(FICLONE)"), "source, by then the target is known");
  }

  @Test
  void onAReflinkTargetOnlyWhatChangedIsWritten() throws TreeException {
    targetDisk.reflinks(true);
    onlyWhatChanged(mirror(CopyOptions.ARCHIVE));
  }

  @Test
  void inPlaceOnlyWhatChangedIsWritten() throws TreeException {
    onlyWhatChanged(mirror(INPLACE));
  }

  /// From the second change on it is known what the target holds.
  private void onlyWhatChanged(Mirror mirror) throws TreeException {
    byte[] content = random(8 * MIB, 2);
    follow(mirror, content);
    content = changed(content, 4 * MIB, 65_536);
    follow(mirror, content);
    assertCost(8 * MIB, 8 * MIB, 65_536);
    content = changed(content, 2 * MIB, 65_536);
    follow(mirror, content);
    assertCost(8 * MIB, 0, 65_536);
    content = Arrays.copyOf(content, 8 * MIB + 4096);
    follow(mirror, content);
    assertCost(8 * MIB + 4096, 0, 4096);
    content = Arrays.copyOf(content, 5 * MIB);
    follow(mirror, content);
    assertCost(5 * MIB, 0, 0);
  }

  @Test
  void whatSomebodyElseWroteIsRead() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] content = random(8 * MIB, 3);
    follow(mirror, content);
    content = changed(content, 0, 1);
    follow(mirror, content);
    write(targetDisk, changed(content, MIB, 1));
    content = changed(content, 0, 1);
    follow(mirror, content);
    assertCost(8 * MIB, 8 * MIB, 2 * PIECE);
  }

  @Test
  void whatMovedByWholePagesIsShared() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] old = random(16 * MIB, 4);
    follow(mirror, old);
    var content = new byte[17 * MIB];
    System.arraycopy(random(MIB, 5), 0, content, 0, MIB);
    System.arraycopy(old, 0, content, MIB, old.length);
    follow(mirror, content);
    int written = bytes("target pwrite");
    assertTrue(written <= MovedBlocks.WORTH_SEEKING + MIB + 128 * 1024, "written " + written);
    assertEquals(1, calls.get("target ioctl(FICLONERANGE)"));
    follow(mirror, old);
    assertTrue(bytes("target pwrite") <= MovedBlocks.WORTH_SEEKING + 128 * 1024);
    follow(mirror, changed(old, 9 * MIB, 1));
    assertEquals(PIECE, bytes("target pwrite"));
  }

  @Test
  void aSourceThatChangesMeanwhileIsNotPublished() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] first = random(2 * MIB, 6);
    follow(mirror, first);
    byte[] second = changed(first, MIB, 1);
    byte[] third = changed(second, 5, 1);
    write(sourceDisk, second);
    calls.clear();
    disturbances.put("source pread 300", () -> write(sourceDisk, third));
    Report report = mirror.settle(mirror.named("f"));
    assertEquals("[f]", report.unsettled().toString());
    assertArrayEquals(first, onTarget());
    assertEquals(1, targetDisk.writer().list(RelativePath.ROOT).size());
    mirror.settle(mirror.named("f"));
    assertArrayEquals(third, onTarget());
  }

  @Test
  void aSourceThatChangesMeanwhileIsWrittenAgainInPlace() throws TreeException {
    Mirror mirror = mirror(INPLACE);
    byte[] first = random(2 * MIB, 7);
    follow(mirror, first);
    byte[] second = changed(first, MIB, 1);
    byte[] third = changed(second, 5, 1);
    write(sourceDisk, second);
    calls.clear();
    disturbances.put("source pread 300", () -> write(sourceDisk, third));
    assertEquals("[f]", mirror.settle(mirror.named("f")).unsettled().toString());
    mirror.settle(mirror.named("f"));
    assertArrayEquals(third, onTarget());
  }

  @Test
  void anOldFileThatSomebodyChangesWhileItIsComparedIsNotATrap() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] old = random(2 * MIB, 10);
    follow(mirror, old);
    byte[] content = changed(old, MIB, 1);
    write(sourceDisk, content);
    calls.clear();
    disturbances.put("target pread 10", () -> write(targetDisk, content));
    assertEquals(1, mirror.settle(mirror.named("f")).failures().size());
    assertEquals("[]", mirror.settle(mirror.named("f")).failures().toString());
    assertArrayEquals(content, onTarget());
  }

  @Test
  void aTargetThatSomebodyChangesMeanwhileIsNotATrap() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] old = random(16 * MIB, 8);
    follow(mirror, old);
    byte[] content = new byte[17 * MIB];
    System.arraycopy(old, 0, content, MIB, old.length);
    write(sourceDisk, content);
    calls.clear();
    disturbances.put(
        "target ioctl(FICLONERANGE) 1", () -> write(targetDisk, changed(old, 12 * MIB, 1)));
    assertEquals(1, mirror.settle(mirror.named("f")).failures().size());
    assertEquals(1, targetDisk.writer().list(RelativePath.ROOT).size());
    assertEquals("[]", mirror.settle(mirror.named("f")).failures().toString());
    assertArrayEquals(content, onTarget());
  }

  @Test
  void anOldFileThatGoesAwayMeanwhileIsNotMissed() throws TreeException {
    targetDisk.reflinks(true);
    Mirror mirror = mirror(CopyOptions.ARCHIVE);
    byte[] content = random(2 * MIB, 9);
    follow(mirror, content);
    write(sourceDisk, changed(content, 0, 1));
    calls.clear();
    disturbances.put("target creat 1", () -> targetDisk.writer().delete("f"));
    assertEquals("[]", mirror.settle(mirror.named("f")).failures().toString());
    assertArrayEquals(changed(content, 0, 1), onTarget());
  }
}
