package lockstep.linux;

import static lockstep.linux.Texts.bytes;
import static lockstep.linux.Texts.direct;
import static lockstep.linux.Texts.succeeded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events of one directory, waited for and read.
final class InotifyTest {
  @TempDir Path temporary;
  private int inotify;
  private int wakeup;

  @BeforeEach
  void open() {
    inotify = succeeded(Inotify.inotify_init1(Inotify.IN_NONBLOCK | Inotify.IN_CLOEXEC));
    wakeup = succeeded(Poll.eventfd());
  }

  @AfterEach
  void close() {
    Files.close(inotify);
    Files.close(wakeup);
  }

  private int[] both() {
    return new int[] {wakeup, inotify};
  }

  @Test
  void tellsNamesAsBytes() {
    int mask = Inotify.IN_CREATE | Inotify.IN_MOVED_FROM | Inotify.IN_MOVED_TO | Inotify.IN_DELETE;
    int wd = succeeded(Inotify.inotify_add_watch(inotify, bytes(temporary), mask));
    assertEquals(0, Poll.poll(both(), 0), "nothing has happened");

    int at = succeeded(Open.openat(Open.AT_FDCWD, bytes(temporary), Open.O_DIRECTORY, 0));
    succeeded(Entries.mkdirat(at, bytes("\u00ff\n"), 0700));
    succeeded(Entries.renameat(at, bytes("\u00ff\n"), at, bytes("new")));
    succeeded(Entries.unlinkat(at, bytes("new"), Entries.AT_REMOVEDIR));
    Files.close(at);

    assertEquals(2, Poll.poll(both(), -1), "the second descriptor");
    assertEquals(
        List.of(
            wd + " 40000100 \u00ff\n",
            wd + " 40000040 \u00ff\n",
            wd + " 40000080 new",
            wd + " 40000200 new"),
        records());
    assertEquals(-Errno.EAGAIN, Files.read(inotify, direct(4096)));
    assertEquals(0, Inotify.inotify_rm_watch(inotify, wd));
    assertEquals(List.of(wd + " 8000 "), records());
    assertEquals(-Errno.EINVAL, Inotify.inotify_rm_watch(inotify, wd));
  }

  private List<String> records() {
    ByteBuffer buffer = direct(4096);
    buffer.limit(succeeded(Files.read(inotify, buffer)));
    var records = new ArrayList<String>();
    while (buffer.hasRemaining()) {
      int wd = buffer.getInt();
      String mask = Integer.toHexString(buffer.getInt());
      buffer.getInt();
      var name = new byte[buffer.getInt()];
      buffer.get(name);
      String text = new String(name, StandardCharsets.ISO_8859_1);
      records.add(wd + " " + mask + " " + text.replace("\0", ""));
    }
    return records;
  }

  @Test
  void refusesWhatIsNoDirectory() {
    int mask = Inotify.IN_CREATE | Inotify.IN_ONLYDIR;
    assertEquals(
        -Errno.ENOENT, Inotify.inotify_add_watch(inotify, bytes(temporary + "/none"), mask));
    assertEquals(-Errno.ENOTDIR, Inotify.inotify_add_watch(inotify, bytes("/proc/version"), mask));
    assertEquals(-Errno.EBADF, Inotify.inotify_add_watch(-1, bytes(temporary), mask));
  }

  @Test
  void aThreadThatWaitsIsWoken() throws InterruptedException {
    var waiting = new Thread(() -> assertEquals(1, Poll.poll(both(), -1)));
    var failure = new ArrayList<Throwable>();
    waiting.setUncaughtExceptionHandler((_, e) -> failure.add(e));
    waiting.start();
    ByteBuffer one = direct(8);
    one.putLong(0, 1);
    assertEquals(8, Files.write(wakeup, one));
    waiting.join();
    assertEquals(List.of(), failure);

    assertEquals(8, Files.write(wakeup, one));
    assertEquals(8, Files.read(wakeup, one));
    assertEquals(2, one.getLong(0));
    assertEquals(-Errno.EAGAIN, Files.read(wakeup, one));
    assertTrue(Poll.poll(new int[0], 1) == 0);
  }
}
