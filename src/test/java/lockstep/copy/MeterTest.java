package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import lockstep.tree.Directory;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryTree;
import lockstep.tree.OpenFile;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final int BIG = 5 << 20;

  private final MemoryTree source = tree(1);
  private final MemoryTree target = tree(2);

  private static MemoryTree tree(long device) {
    return new MemoryFileSystem(device, () -> Instant.EPOCH.plusSeconds(1_700_000_000)).tree();
  }

  @Test
  void countsFilesAndBytesOfEverySize() throws TreeException {
    write("small", 1000);
    write("big", BIG);
    write("empty", 0);
    var copier =
        new TreeCopier(
            source, target, Filters.NONE, CopyOptions.ARCHIVE, (_, _) -> {}, Runnable::run);
    var scan = new Work.Part(RelativePath.ROOT, List.of(), new Work.Scan(null), true);
    copier.run(new Work(List.of(), List.of(scan)), _ -> {});
    assertEquals(3, copier.meter().files());
    assertEquals(BIG + 1000, copier.meter().bytes());
    assertEquals(0, copier.meter().left());
  }

  @Test
  void aBigFileShowsWhileItIsWritten() throws TreeException {
    var meter = new Meter();
    try (Directory root = target.open(RelativePath.ROOT);
        OpenFile file = meter.watch(root.create(bytes("f"), 0600), BIG)) {
      assertEquals(BIG, meter.left());
      file.write(ByteBuffer.allocate(1 << 20), 0);
      assertEquals(1 << 20, meter.bytes());
      assertEquals(4 << 20, meter.left());
    }
    assertEquals(0, meter.left());
    assertEquals(1 << 20, meter.bytes());
  }

  private void write(String name, int size) throws TreeException {
    try (Directory root = source.open(RelativePath.ROOT);
        OpenFile file = root.create(bytes(name), 0600)) {
      file.write(ByteBuffer.allocate(size), 0);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
