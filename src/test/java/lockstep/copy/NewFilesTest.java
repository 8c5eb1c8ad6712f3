package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
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
  private final List<String> calls = new ArrayList<>();
  private Directory directory;

  @BeforeEach
  void open() throws TreeException {
    var disk = new MemoryFileSystem(1, () -> Instant.EPOCH);
    disk.writer().mkdirs("top");
    directory =
        disk.tree(RelativePath.of("top"), (call, _) -> calls.add(call)).open(RelativePath.ROOT);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private static Stat source(int uid, int mode) {
    return new Stat(FileType.REGULAR, mode, uid, 0, 1, 8, EPOCH, EPOCH, 2, 1, 1, 0, 1);
  }

  /// Makes a file of the user 0.
  private Stat made(NewFiles by, String name, int mode, Stat source) throws TreeException {
    NewFiles.Made made = by.make(directory, name.getBytes(StandardCharsets.UTF_8), mode, source);
    made.file().close();
    return made.stat();
  }

  private Stat made(String name, int mode, Stat source) throws TreeException {
    return made(files, name, mode, source);
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
  void oneWithAnUnexpectedOwnerIsMadeAnew() throws TreeException {
    assertEquals(0600, made("file", 0644, source(7, 0644)).mode());
    assertEquals(2, Collections.frequency(calls, "creat"), "somebody may have opened the first");
  }

  @Test
  void withoutModesItGetsTheSystemsOneAfterItsOwner() throws TreeException {
    var plain = new NewFiles(CopyOptions.ARCHIVE.without(Carried.PERMS));
    assertEquals(0644, plain.mode(source(7, 0644), null));
    NewFiles.Made made = plain.make(directory, new byte[] {'f'}, 0644, source(7, 0644));
    made.file().close();
    assertEquals(0600, made.stat().mode());
    assertEquals(0644, made.mode());
  }

  @Test
  void oneForNobodyElseIsMadeOnce() throws TreeException {
    assertEquals(0600, made("file", 0600, source(7, 0644)).mode());
    assertEquals(1, Collections.frequency(calls, "creat"));
  }

  @Test
  void aListOfTheDirectorysLetsNobodyInFirst() throws TreeException {
    var lists = new NewFiles(CopyOptions.ARCHIVE.with(Carried.ACLS));
    made(lists, "first", 0600, source(0, 0644));
    assertEquals(0600, lists.mode(source(0, 0644), null));
  }
}
