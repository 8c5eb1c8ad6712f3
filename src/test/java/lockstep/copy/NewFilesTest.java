package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFaults;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.OpenFile;
import lockstep.tree.Stat;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With which mode files are made, and that it lets nobody in.
final class NewFilesTest {
  private static final Timestamp EPOCH = new Timestamp(0, 0);

  private final NewFiles files = new NewFiles(CopyOptions.ARCHIVE);
  private Directory directory;

  @BeforeEach
  void open() throws TreeException {
    var disk = new MemoryFileSystem(1, () -> Instant.EPOCH);
    disk.writer().mkdirs("top");
    directory = disk.tree(RelativePath.of("top"), MemoryFaults.NONE).open(RelativePath.ROOT);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private static Stat source(int uid, int mode) {
    return new Stat(FileType.REGULAR, mode, uid, 0, 1, 8, EPOCH, EPOCH, 2, 1, 1, 0, 1);
  }

  /// Makes a file of the user 0.
  private Stat made(String name, int mode, Stat source) throws TreeException {
    try (OpenFile file = directory.create(name.getBytes(StandardCharsets.UTF_8), mode)) {
      return files.made(file, source);
    }
  }

  @Test
  void theFirstIsForNobodyElse() {
    assertEquals(0600, files.mode(source(0, 0644), null));
  }

  @Test
  void oneWithTheRightOwnerHasItsModeAtOnce() throws TreeException {
    made("first", 0600, source(0, 0644));
    assertEquals(0644, files.mode(source(0, 0644), null));
    assertEquals(0640, made("second", 0640, source(0, 0640)).mode());
    assertEquals(0755, files.mode(source(0, 06755), null), "set-user-id comes last");
    assertEquals(0644, files.mode(source(0, 0444), null), "it has yet to be written to");
  }

  @Test
  void oneThatHasYetToBeGivenAwayIsForNobodyElse() throws TreeException {
    made("first", 0600, source(0, 0644));
    assertEquals(0600, files.mode(source(7, 0644), null));
  }

  @Test
  void oneWithAnUnexpectedOwnerIsClosedAgain() throws TreeException {
    assertEquals(0600, made("file", 0644, source(7, 0644)).mode());
  }

  @Test
  void aListOfTheDirectorysLetsNobodyInFirst() throws TreeException {
    var lists =
        new NewFiles(
            new CopyOptions(
                true, true, true, true, true, true, true, false, true, false, false, true));
    try (OpenFile file = directory.create(new byte[] {'f'}, 0600)) {
      lists.made(file, source(0, 0644));
    }
    assertEquals(0600, lists.mode(source(0, 0644), null));
  }
}
