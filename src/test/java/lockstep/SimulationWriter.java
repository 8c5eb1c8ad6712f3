package lockstep;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import lockstep.event.RelativePath;
import lockstep.tree.FileType;
import lockstep.tree.MemoryFileSystem;
import lockstep.tree.MemoryStream;
import lockstep.tree.MemoryWriter;
import lockstep.tree.Timestamp;

/// Other programs that change one side of a simulated history: whatever the few names allow, as
/// `random` has it.
final class SimulationWriter {
  private static final String[] NAMES = {"a", "b", "c", "d.x", "\u00e9", "n\nl"};
  private static final int DEEPEST = 3;

  /// From here on only changes are written, where blocks can be shared.
  private static final int BIG = 1 << 20;

  private final MemoryWriter writer;
  private final SimulationMailbox mailbox;
  private final Random random;
  private final SimulationPlan plan;
  private final List<MemoryStream> open = new ArrayList<>();
  private final Runnable tick;
  private final Consumer<String> story;
  private final long device;
  private int serial;
  private int changes;

  SimulationWriter(
      MemoryFileSystem source,
      Random random,
      SimulationPlan plan,
      Runnable tick,
      Consumer<String> story) {
    this.tick = tick;
    this.story = story;
    this.device = source.device();
    this.writer = source.writer();
    this.mailbox = new SimulationMailbox(writer, random);
    this.random = random;
    this.plan = plan;
  }

  /// How many changes there have been.
  int changes() {
    return changes;
  }

  /// Does one thing; what the file system refuses has not happened.
  void act() {
    changes++;
    if (plan.hasDistinctTimes()) {
      tick.run();
    }
    try {
      if (plan.has(SimulationTrouble.MAIL)) {
        mailbox.act();
      } else {
        act(random.nextInt(plan.has(SimulationTrouble.NO_MOVES) ? 15 : 22));
      }
    } catch (UncheckedIOException e) {
      // the names were not in the way of the choice: no such file, not a directory, exists already
      story.accept("writer: refused: " + e.getMessage());
    }
  }

  private void act(int choice) {
    RelativePath path = path();
    story.accept("writer: " + choice + " /" + path);
    switch (choice) {
      case 0, 1, 2 -> writer.write(path, whole(random.nextInt(9)));
      case 3 -> writer.append(path, content(2));
      case 4 -> rewrite(path);
      case 5 -> writer.mkdirs(path);
      case 6 -> {
        writer.mkdirs(path);
        writer.write(path.resolve(name()), whole(3));
      }
      case 7, 8 -> writer.delete(path);
      case 9 -> writer.chmod(path.toString(), 0600 + random.nextInt(64));
      case 10 -> writer.truncate(path, random.nextInt(4));
      case 11 -> link(path);
      case 12 -> openOrWrite(path);
      case 13 -> closeOne();
      case 14 -> writer.node(path, FileType.FIFO, 0644, 0);
      case 15, 16, 17, 18 -> writer.rename(path, path());
      case 19 -> writer.exchange(path, path());
      case 20 -> writer.symlink(path, content(4));
      default -> writer.utimes(path, time());
    }
  }

  /// Gives some file another content with the same size and time, if that is allowed.
  void rewriteUnseen() {
    for (int i = 0; i < 10 && !plan.hasDistinctTimes(); i++) {
      RelativePath path = path();
      if (writer.exists(path) && writer.stat(path).isRegular()) {
        changes++;
        story.accept("writer: rewrite /" + path);
        var stat = writer.stat(path);
        writer.write(path, other((int) stat.size()));
        writer.setMtime(path, stat.mtime());
        return;
      }
    }
  }

  private Timestamp time() {
    return plan.hasDistinctTimes()
        ? new Timestamp(9_000 + ++serial, (int) device)
        : new Timestamp(7, 0);
  }

  /// Same size, and often the same time as before.
  private void rewrite(RelativePath path) {
    if (!writer.exists(path)) {
      return;
    }
    var stat = writer.stat(path);
    writer.write(path, other((int) stat.size()));
    if (!plan.hasDistinctTimes() && random.nextBoolean()) {
      writer.setMtime(path, stat.mtime());
    }
  }

  private void link(RelativePath path) {
    if (plan.has(SimulationTrouble.HARD_LINKS)) {
      writer.link(path, path());
    }
  }

  private void openOrWrite(RelativePath path) {
    if (open.size() < 3) {
      open.add(writer.open(path));
    }
    MemoryStream stream = open.get(random.nextInt(open.size()));
    stream.append(content(1 + random.nextInt(4)));
  }

  private void closeOne() {
    if (!open.isEmpty()) {
      open.remove(random.nextInt(open.size())).close();
    }
  }

  /// Closes what is open: from now on nothing changes.
  void stop() {
    open.forEach(MemoryStream::close);
    open.clear();
  }

  private RelativePath path() {
    RelativePath path = RelativePath.ROOT.resolve(name());
    for (int depth = random.nextInt(DEEPEST); depth > 0; depth--) {
      path = path.resolve(name());
    }
    return path;
  }

  private byte[] name() {
    return NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.UTF_8);
  }

  /// Bytes that were never written before, so that a mixture of two contents is seen to be one.
  private byte[] content(int size) {
    var text = new StringBuilder();
    while (text.length() < size) {
      text.append((char) ('A' + random.nextInt(50)));
    }
    return text.substring(0, size).getBytes(StandardCharsets.UTF_8);
  }

  /// What a file is written with that is not added to.
  private byte[] whole(int size) {
    return isBig() ? stamped(BIG + size * 4096 + size) : content(size);
  }

  /// What a file of this size may hold instead.
  private byte[] other(int size) {
    return isBig() ? stamped(size) : content(size);
  }

  private boolean isBig() {
    return plan.has(SimulationTrouble.BIG_FILES);
  }

  /// Mostly the same bytes, with others here and there.
  private byte[] stamped(int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i / 4096);
    }
    for (int i = 0; i < 3; i++) {
      byte[] stamp = content(Math.min(8, size));
      int at = i == 0 ? 0 : random.nextInt(1 + size - stamp.length);
      System.arraycopy(stamp, 0, bytes, at, stamp.length);
    }
    return bytes;
  }
}
