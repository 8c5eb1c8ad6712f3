package lockstep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.MemoryWriter;

/// What a mail server does to its store: messages are delivered, moved and flagged by renames, and
/// at times expunged; folders are renamed.
final class SimulationMailbox {
  private static final List<String> FOLDERS = List.of("inbox", "sent", "box/x", "box/y");

  private final MemoryWriter writer;
  private final Random random;
  private int delivered;
  private boolean made;

  SimulationMailbox(MemoryWriter writer, Random random) {
    this.writer = writer;
    this.random = random;
  }

  private void makeFolders() {
    for (String folder : FOLDERS) {
      for (String part : List.of("tmp", "new", "cur")) {
        writer.mkdirs(folder + "/" + part);
      }
    }
  }

  void act() {
    if (!made) {
      makeFolders();
      made = true;
    }
    String folder = folder();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> deliver(folder);
      case 3 -> writer.write(path(folder, "new", "" + ++delivered), message());
      case 4, 5 -> read(folder);
      case 6, 7 -> flag(folder);
      case 8, 9 -> move(folder, folder());
      case 10 -> writer.rename("box/x", "box/y" + random.nextInt(2));
      default -> expunge(folder);
    }
  }

  private String folder() {
    return FOLDERS.get(random.nextInt(FOLDERS.size()));
  }

  private byte[] message() {
    return ("message " + delivered).getBytes(UTF_8);
  }

  private static RelativePath path(String folder, String part, String name) {
    return RelativePath.of(folder + "/" + part + "/" + name);
  }

  private void deliver(String folder) {
    String name = "" + ++delivered;
    RelativePath draft = path(folder, "tmp", name);
    writer.write(draft, message());
    if (random.nextBoolean()) {
      writer.rename(draft, path(folder, "new", name));
    } else {
      writer.link(draft, path(folder, "new", name));
      writer.delete(draft);
    }
  }

  private void read(String folder) {
    String name = any(folder, "new");
    writer.rename(path(folder, "new", name), path(folder, "cur", name + ":"));
  }

  private void flag(String folder) {
    String name = any(folder, "cur");
    String id = name.substring(0, name.indexOf(':'));
    String flags = List.of("", "S", "RS").get(random.nextInt(3));
    writer.rename(path(folder, "cur", name), path(folder, "cur", id + ":" + flags));
  }

  private void move(String from, String to) {
    String name = any(from, "cur");
    writer.rename(path(from, "cur", name), path(to, "cur", name));
  }

  private void expunge(String folder) {
    writer.delete(path(folder, "cur", any(folder, "cur")));
  }

  /// One of the messages there; a name that none has, if there is none.
  private String any(String folder, String part) {
    RelativePath directory = RelativePath.of(folder + "/" + part);
    List<byte[]> names = writer.exists(directory) ? writer.list(directory) : List.of();
    return names.isEmpty() ? ":" : new String(names.get(random.nextInt(names.size())), UTF_8);
  }
}
