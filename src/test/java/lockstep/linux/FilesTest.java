package lockstep.linux;

import static lockstep.linux.Texts.bytes;
import static lockstep.linux.Texts.direct;
import static lockstep.linux.Texts.succeeded;
import static lockstep.linux.Texts.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls on an open file, and what they answer.
final class FilesTest {
  @TempDir Path temporary;
  private int file;
  private int other;

  @BeforeEach
  void open() {
    file = create("file");
    other = create("other");
    assertEquals(10, Files.pwrite(file, direct("0123456789"), 0));
  }

  @AfterEach
  void close() {
    Files.close(file);
    Files.close(other);
  }

  private int create(String name) {
    int flags = Open.O_RDWR | Open.O_CREAT | Open.O_EXCL | Open.O_CLOEXEC;
    return succeeded(Open.openat(Open.AT_FDCWD, bytes(temporary.resolve(name)), flags, 0600));
  }

  private static String content(int fd) {
    ByteBuffer buffer = direct(100);
    return text(buffer, Files.pread(fd, buffer, 0));
  }

  @Test
  void buffersAreUsedBetweenPositionAndLimit() {
    ByteBuffer buffer = direct("abcdef").position(1).limit(4);
    assertEquals(3, Files.pwrite(file, buffer, 2));
    assertEquals("01bcd56789", content(file));
    assertEquals(2, Files.pread(file, buffer.limit(3), 8));
    assertEquals("a89def", text(buffer.clear(), 6));
    assertThrows(
        IllegalArgumentException.class, () -> Files.pread(file, ByteBuffer.allocate(1), 0));
  }

  @Test
  void readAndWriteMoveOn() {
    assertEquals(3, Files.write(file, direct("abc")));
    assertEquals(3, Files.lseek(file, 0, Files.SEEK_CUR));
    ByteBuffer buffer = direct(2);
    assertEquals("34", text(buffer, Files.read(file, buffer)));
    assertEquals(0x1_ffff_ffffL, Files.lseek(file, 0x1_ffff_ffffL, Files.SEEK_SET));
    assertEquals(-Errno.EINVAL, Files.lseek(file, -1, Files.SEEK_SET));
    assertEquals(0, Files.read(file, buffer));
  }

  @Test
  void copiesInTheKernel() {
    assertEquals(4, Files.copy_file_range(file, 6, other, 1, 100));
    assertEquals("\0006789", content(other));
    assertEquals(2, Files.sendfile(other, file, 3, 2));
    assertEquals("34789", content(other));
    assertEquals(2, Files.lseek(other, 0, Files.SEEK_CUR));
    assertEquals(-Errno.EBADF, Files.copy_file_range(-1, 0, other, 0, 1));
  }

  @Test
  void holesAndSizes() {
    assertEquals(0, Files.ftruncate(file, 4));
    assertEquals("0123", content(file));
    int punch = Files.FALLOC_FL_PUNCH_HOLE | Files.FALLOC_FL_KEEP_SIZE;
    assertEquals(0, Files.fallocate(file, punch, 1, 2));
    assertEquals("0\0\0003", content(file));
    assertEquals(0, Files.fsync(file));
    assertEquals(0, Files.fallocate(file, 0, 0, 4096));
    assertEquals(4096, Files.lseek(file, 0, Files.SEEK_END));
    assertEquals(-Errno.ENXIO, Files.lseek(file, 4096, Files.SEEK_DATA));
  }

  @Test
  void descriptorsOfNothing() {
    assertEquals(-Errno.EBADF, Files.close(-1));
    assertEquals(-Errno.EBADF, Files.ftruncate(-1, 0));
    assertEquals(-Errno.EBADF, Files.ioctl_ficlone(-1, file));
    assertEquals(-Errno.EBADF, Processes.fcntl(-1, Processes.F_GETFD, 0));
    assertEquals(Processes.FD_CLOEXEC, Processes.fcntl(file, Processes.F_GETFD, 0));
    assertEquals(0, Processes.fcntl(file, Processes.F_SETFD, 0));
    assertEquals(0, Processes.fcntl(file, Processes.F_GETFD, 0));
  }

  @Test
  void realPathsHaveNoLinks() throws Exception {
    Path below = java.nio.file.Files.createDirectory(temporary.resolve("below"));
    Path link = below.resolve("link");
    java.nio.file.Files.createSymbolicLink(link, Path.of("."));
    var resolved = new byte[4096];
    int length = FileSystems.realpath(bytes(link.resolve("..") + "//x/.."), resolved);
    assertEquals(-Errno.ENOENT, length);
    length = succeeded(FileSystems.realpath(bytes(link + "/./link"), resolved));
    assertArrayEquals(bytes(below.toRealPath()), Arrays.copyOf(resolved, length));
  }

  @Test
  void fileSystemsHaveTypes() {
    assertEquals(0x9fa0, FileSystems.statfs(bytes("/proc")));
    assertEquals(-Errno.ENOENT, FileSystems.statfs(bytes(temporary + "/none")));
    assertEquals(FileSystems.statfs(bytes(temporary)), FileSystems.fstatfs(file));
  }

  @Test
  void openat2StaysBeneath() {
    int at = succeeded(Open.openat(Open.AT_FDCWD, bytes(temporary), Open.O_PATH, 0));
    int fd = Open.openat2(at, bytes("file"), Open.O_RDONLY, 0, Open.RESOLVE_BENEATH);
    assumeTrue(fd != -Errno.ENOSYS && fd != -Errno.EPERM);
    Files.close(succeeded(fd));
    assertEquals(-Errno.EXDEV, Open.openat2(at, bytes(".."), 0, 0, Open.RESOLVE_BENEATH));
    assertEquals(-Errno.EXDEV, Open.openat2(at, bytes("/"), 0, 0, Open.RESOLVE_BENEATH));
    Files.close(at);
  }
}
