package lockstep.it;

import static lockstep.linux.Open.O_APPEND;
import static lockstep.linux.Open.O_CREAT;
import static lockstep.linux.Open.O_RDWR;
import static lockstep.linux.Open.O_WRONLY;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import lockstep.linux.Files;
import lockstep.linux.Statx;

/// What a [Writer] does to the content of files.
final class FileChanges implements AutoCloseable {
  private static final int MOST_HELD = 4;

  /// All overwritten files have it, so that one write is the whole; many pages, so that it is not
  /// one moment for who reads meanwhile.
  private static final int OVERWRITTEN_SIZE = 96 * 1024;

  private final RandomGenerator random;
  private final int writer;
  private final List<Integer> held = new ArrayList<>();
  private int temporaries;
  private boolean timeGoesOn;

  FileChanges(RandomGenerator random, int writer) {
    this.random = random;
    this.writer = writer;
  }

  /// Changes a file that need not be whole.
  void ordinary(Folder folder) {
    String name = name(folder);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> folder.write(name, some());
      case 3 -> folder.append(name, some());
      case 4 -> folder.overwrite(name, some(), random.nextInt(30_000));
      case 5 -> rewrite(folder, name, false);
      case 6 -> rewrite(folder, name, true);
      case 7 -> folder.truncate(name, random.nextInt(20_000));
      case 8 -> map(folder, name);
      case 9 -> writeSlowly(folder, name);
      default -> hold(folder, Names.any(random, Names.Kind.LOG));
    }
  }

  private String name(Folder folder) {
    Folder.Item item = Writer.pick(random, folder, Names.Kind.ORDINARY);
    boolean there = item != null && item.isFile() && random.nextInt(3) > 0;
    return there ? item.name() : Names.any(random, Names.Kind.ORDINARY);
  }

  private byte[] some() {
    int size = random.nextInt(40) == 0 ? 300_000 : random.nextInt(9_000);
    byte[] content = Content.random(random, size);
    if (random.nextInt(4) == 0) {
      Arrays.fill(content, content.length / 4, content.length, (byte) 0);
    }
    return content;
  }

  /// Overwrites all with as much, and sets the time back if asked to: size and time agree with what
  /// was there before.
  private void rewrite(Folder folder, String name, boolean setBack) {
    Statx stat = folder.stat(name);
    if (stat == null || (stat.mode() & Statx.S_IFMT) != Statx.S_IFREG || stat.size() > 1 << 20) {
      return;
    }
    long seconds = stat.mtimeSeconds();
    int nanos = stat.mtimeNanos();
    folder.overwrite(name, Content.random(random, (int) stat.size()), 0);
    if (setBack && !timeGoesOn) {
      folder.setTime(name, seconds, nanos);
    }
  }

  /// Changes a mapped file, through memory and no call of write.
  private void map(Folder folder, String name) {
    int file = folder.openFile(name, O_RDWR | O_CREAT);
    if (file < 0) {
      return;
    }
    Path path = Path.of("/proc/self/fd/" + file);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel
          .map(FileChannel.MapMode.READ_WRITE, 0, 5_000)
          .put(random.nextInt(4_000), Content.random(random, 900));
    } catch (IOException | InternalError e) {
      // no regular file, or another writer cut it short meanwhile
    } finally {
      Files.close(file);
    }
  }

  private void writeSlowly(Folder folder, String name) {
    int file = folder.openFile(name, O_WRONLY | O_CREAT);
    for (int i = 0; file >= 0 && i < 5; i++) {
      Folder.writeTo(file, Content.random(random, 3_000));
      Thread.onSpinWait();
    }
    if (file >= 0) {
      Files.close(file);
    }
  }

  /// Appends to a file that stays open, as a log does.
  private void hold(Folder folder, String name) {
    if (held.size() < MOST_HELD) {
      int file = folder.openFile(name, O_WRONLY | O_CREAT | O_APPEND);
      if (file >= 0) {
        held.add(file);
      }
    }
    held.forEach(file -> Folder.writeTo(file, Content.text("a line of a log\n")));
    if (held.size() == MOST_HELD && random.nextInt(3) == 0) {
      int any = random.nextInt(MOST_HELD);
      Files.close(held.get(any));
      held.subList(any, any + 1).clear();
    }
  }

  // --- files that are whole at every moment ---

  void checked(Folder folder) {
    boolean replaced = random.nextBoolean();
    Names.Kind kind = replaced ? Names.Kind.REPLACED : Names.Kind.OVERWRITTEN;
    String name = Names.any(random, kind);
    int size = replaced ? 20 + random.nextInt(60_000) : OVERWRITTEN_SIZE;
    byte[] content = Content.checked(random, size);
    Statx stat = folder.stat(name);
    if (replaced || stat == null || stat.size() != size) {
      String temporary = ".w" + writer + "-" + temporaries++;
      folder.write(temporary, content);
      if (folder.rename(temporary, folder, name) != 0) {
        folder.unlink(temporary);
      }
      return;
    }
    long seconds = stat.mtimeSeconds();
    int nanos = stat.mtimeNanos();
    folder.overwrite(name, content, 0);
    if (random.nextInt(4) == 0 && !timeGoesOn) {
      folder.setTime(name, seconds, nanos);
    }
  }

  /// Leaves no file from now on with new content under its old size and time: nothing but an event
  /// tells of that, so it is not to happen while nobody listens.
  void letTimeGoOn() {
    timeGoesOn = true;
  }

  /// Lets go of half the files held, so that some arrive although they stay open.
  void letGo() {
    while (held.size() > MOST_HELD / 2) {
      Files.close(held.removeLast());
    }
  }

  @Override
  public void close() {
    held.forEach(Files::close);
    held.clear();
  }
}
