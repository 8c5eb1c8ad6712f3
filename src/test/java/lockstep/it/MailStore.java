package lockstep.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import lockstep.linux.Files;
import lockstep.linux.Open;
import org.jspecify.annotations.Nullable;

/// A mail store as a mail server keeps it: Maildirs of several users in folders, with index files
/// beside, changed by several deliveries and readers at once.
///
/// Every message is written once and never changed; it says who it is, and where it is to be found
/// is looked up in the store itself.
final class MailStore implements AutoCloseable {
  static final List<String> USERS = List.of("anna", "ben", "carla", "dirk", "eva");
  private static final List<String> FOLDERS =
      List.of("", ".Sent", ".Archive.2026", ".Entw&APw-rfe");
  private static final int INDEX = 4_096;

  private final Folder root;
  private final AtomicLong counter = new AtomicLong();

  /// Messages that were delivered, with their content.
  private final Map<String, String> delivered = new ConcurrentHashMap<>();

  private final Set<String> deleted = ConcurrentHashMap.newKeySet();

  MailStore(Path path) {
    root = Folder.of(path);
    for (String user : USERS) {
      make(user);
    }
  }

  private void make(String user) {
    root.mkdir(user);
    for (String folder : FOLDERS) {
      makeFolder(user + "/Maildir", folder);
    }
  }

  private void makeFolder(String maildir, String name) {
    String path = maildir + (name.isEmpty() ? "" : "/" + name);
    mkdirs(path);
    for (String part : List.of("tmp", "new", "cur")) {
      mkdirs(path + "/" + part);
    }
  }

  private void mkdirs(String path) {
    String[] names = path.split("/", -1);
    var at = new StringBuilder();
    for (String name : names) {
      try (Folder parent = root.open(at.toString())) {
        if (parent != null) {
          parent.mkdir(name);
        }
      }
      at.append(at.isEmpty() ? "" : "/").append(name);
    }
  }

  /// Does one of the things that happen to a mail store.
  void happen(RandomGenerator random) {
    String user = USERS.get(random.nextInt(USERS.size()));
    String folder = FOLDERS.get(random.nextInt(FOLDERS.size()));
    String path = user + "/Maildir" + (folder.isEmpty() ? "" : "/" + folder);
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> deliver(path, random);
      case 5, 6 -> read(path, random);
      case 7 -> flag(path, random);
      case 8 -> delete(path, random);
      case 9 -> folders(user, random);
      default -> index(path, random);
    }
  }

  /// Delivers a message: written in `tmp`, then linked or renamed into `new`.
  private void deliver(String path, RandomGenerator random) {
    long number = counter.incrementAndGet();
    String id = "1795.M" + number + "P7.host";
    String text =
        "Message-ID: <" + number + "@host>\n\n" + "text ".repeat(random.nextInt(2_000)) + number;
    try (Folder tmp = root.open(path + "/tmp");
        Folder fresh = root.open(path + "/new")) {
      if (tmp == null || fresh == null) {
        return;
      }
      write(tmp, id, text);
      int arrived;
      if (random.nextBoolean()) {
        arrived = tmp.link(id, fresh, id);
        tmp.unlink(id);
      } else {
        arrived = tmp.rename(id, fresh, id);
      }
      if (arrived == 0) {
        delivered.put(id, text);
      }
    }
    append(path, "dovecot.index.log", "a message came\n");
  }

  private static void write(Folder tmp, String id, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int file = tmp.openFile(id, Open.O_WRONLY | Open.O_CREAT | Open.O_EXCL);
    int half = bytes.length / 2;
    Folder.writeTo(file, Arrays.copyOf(bytes, half));
    Folder.writeTo(file, Arrays.copyOfRange(bytes, half, bytes.length));
    Files.fsync(file);
    Files.close(file);
  }

  /// A reader finds a new message.
  private void read(String path, RandomGenerator random) {
    try (Folder fresh = root.open(path + "/new");
        Folder current = root.open(path + "/cur")) {
      if (fresh == null || current == null) {
        return;
      }
      String name = any(fresh, random);
      if (name != null) {
        fresh.rename(name, current, name + ":2,");
      }
    }
  }

  /// The flags of a message change, which are part of its name.
  private void flag(String path, RandomGenerator random) {
    try (Folder current = root.open(path + "/cur")) {
      String name = current == null ? null : any(current, random);
      if (current != null && name != null) {
        String flags = List.of("S", "RS", "FS", "FRS", "").get(random.nextInt(5));
        current.rename(name, current, id(name) + ":2," + flags);
      }
    }
  }

  private void delete(String path, RandomGenerator random) {
    try (Folder current = root.open(path + "/cur")) {
      String name = current == null || random.nextInt(3) > 0 ? null : any(current, random);
      if (current != null && name != null) {
        deleted.add(id(name));
        current.unlink(name);
      }
    }
  }

  /// A folder is made, renamed, or, if there is one, delivered to.
  private void folders(String user, RandomGenerator random) {
    String maildir = user + "/Maildir";
    String name = ".Project" + random.nextInt(3);
    switch (random.nextInt(3)) {
      case 0 -> makeFolder(maildir, name);
      case 1 -> {
        try (Folder parent = root.open(maildir)) {
          parent.rename(name, parent, ".Project" + random.nextInt(3));
        }
      }
      default -> {
        deliver(maildir + "/" + name, random);
      }
    }
  }

  /// Index files: rewritten in place at one size, and appended to.
  private void index(String path, RandomGenerator random) {
    try (Folder folder = root.open(path)) {
      if (folder == null) {
        return;
      }
      byte[] index = Content.random(random, INDEX);
      if (folder.overwrite("dovecot.index", index, 0) < 0) {
        folder.write("dovecot.index", index);
      }
      folder.overwrite("dovecot.index", Content.random(random, 16), random.nextInt(INDEX - 16));
    }
    append(path, "dovecot.index.cache", "cached " + random.nextInt() + "\n");
  }

  private void append(String path, String name, String text) {
    try (Folder folder = root.open(path)) {
      if (folder != null) {
        folder.append(name, Content.text(text));
      }
    }
  }

  private static @Nullable String any(Folder folder, RandomGenerator random) {
    List<Folder.Item> items = folder.list();
    return items.isEmpty() ? null : items.get(random.nextInt(items.size())).name();
  }

  private static String id(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /// The messages that have been delivered by now and not been deleted.
  Map<String, String> messages() {
    var messages = new HashMap<>(delivered);
    messages.keySet().removeAll(deleted);
    return messages;
  }

  boolean isDeleted(String id) {
    return deleted.contains(id);
  }

  /// All messages below a directory, by what they call themselves, wherever they are.
  static Map<String, List<String>> found(Path store) {
    var found = new ConcurrentHashMap<String, List<String>>();
    try (Folder folder = Folder.of(store)) {
      collect(folder, found);
    }
    return found;
  }

  private static void collect(Folder folder, Map<String, List<String>> found) {
    for (Folder.Item item : folder.list()) {
      if (item.isDirectory()) {
        try (Folder below = folder.open(item.name())) {
          if (below != null && !item.name().equals("tmp")) {
            collect(below, found);
          }
        }
      } else if (item.name().startsWith("1795.M")) {
        byte[] content = folder.read(item.name());
        if (content != null) {
          found
              .computeIfAbsent(id(item.name()), _ -> new ArrayList<>())
              .add(new String(content, StandardCharsets.US_ASCII));
        }
      }
    }
  }

  @Override
  public void close() {
    root.close();
  }
}
