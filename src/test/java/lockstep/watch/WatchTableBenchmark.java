package lockstep.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.linux.Inotify;

/// How much heap a watched directory takes, and how long an event takes to decode.
///
/// The tree is a mail store: `example.org/user00001/Maildir/{cur,new,tmp}` and so on.
final class WatchTableBenchmark {
  private static final String[] FOLDERS = {"", "/cur", "/new", "/tmp"};
  private static final int DIRECTORIES = 500_000;
  private static final int RECORDS = 1_200_000;

  private WatchTableBenchmark() {}

  public static void main(String[] args) {
    long before = heap();
    var decoder = new InotifyDecoder(_ -> {}, false);
    long longest = register(decoder);
    long after = heap();
    System.out.printf(
        "%,d directories, %.1f bytes of heap each, longest registration %,d us%n",
        decoder.size(), (double) (after - before) / decoder.size(), longest / 1000);
    ByteBuffer records = records(decoder.size());
    for (int i = 0; i < 8; i++) {
      var told = new Counter();
      long start = System.nanoTime();
      decoder.decode(records.rewind(), Instant.EPOCH, start, told);
      long nanos = System.nanoTime() - start;
      System.out.printf(
          "%,d records, %,d events, %d ns a record%n", RECORDS, told.events, nanos / RECORDS);
    }
  }

  private static long register(InotifyDecoder decoder) {
    int wd = 0;
    decoder.register(RelativePath.ROOT, ++wd, 0, 0);
    decoder.register(RelativePath.of("example.org"), ++wd, 0, 0);
    long longest = 0;
    long start = System.nanoTime();
    for (int user = 0; wd < DIRECTORIES; user++) {
      String home = String.format("example.org/user%05d", user);
      decoder.register(RelativePath.of(home), ++wd, 0, 0);
      for (String folder : FOLDERS) {
        long at = System.nanoTime();
        decoder.register(RelativePath.of(home + "/Maildir" + folder), ++wd, 0, 0);
        longest = Math.max(longest, System.nanoTime() - at);
      }
    }
    System.out.printf("%d ns a registration%n", (System.nanoTime() - start) / wd);
    return longest;
  }

  /// Create, write, close, rename and unlink of files in 1,000 directories.
  private static ByteBuffer records(int directories) {
    var random = new Random(1);
    int[] wds = random.ints(1000, 3, directories).toArray();
    var out = ByteBuffer.allocateDirect(RECORDS * 48).order(ByteOrder.nativeOrder());
    for (int i = 0; i < RECORDS / 6; i++) {
      int wd = wds[random.nextInt(wds.length)];
      put(out, wd, Inotify.IN_CREATE, 0, "f", i);
      put(out, wd, Inotify.IN_MODIFY, 0, "f", i);
      put(out, wd, Inotify.IN_CLOSE_WRITE, 0, "f", i);
      put(out, wd, Inotify.IN_MOVED_FROM, i + 1, "f", i);
      put(out, wd, Inotify.IN_MOVED_TO, i + 1, "g", i);
      put(out, wd, Inotify.IN_DELETE, 0, "g", i);
    }
    return out.flip();
  }

  private static void put(ByteBuffer out, int wd, int mask, int cookie, String letter, int number) {
    byte[] name = (letter + "1732438000.M" + number).getBytes(StandardCharsets.US_ASCII);
    out.putInt(wd).putInt(mask).putInt(cookie).putInt(32);
    out.put(name).put(new byte[32 - name.length]);
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static final class Counter implements Watcher.Sink {
    int events;

    @Override
    public void event(Event event) {
      events++;
    }

    @Override
    public void rootGone(String what) {
      throw new AssertionError(what);
    }
  }
}
