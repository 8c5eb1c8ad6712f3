package lockstep.it;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a [Writer] does to names: makes, renames, links, exchanges and removes them.
final class NameChanges {
  private final RandomGenerator random;
  private final Writer writer;
  private boolean fifos = true;

  NameChanges(RandomGenerator random, Writer writer) {
    this.random = random;
    this.writer = writer;
  }

  void change(Folder folder) {
    switch (random.nextInt(16)) {
      case 0, 1 -> makeDirectories(folder);
      case 2, 3, 4, 5 -> rename(folder);
      case 6 -> exchange(folder);
      case 7, 8 -> changeType(folder);
      case 9 -> remove(folder);
      case 10 -> removeAndMakeAgain(folder);
      case 11 -> symlink(folder, ordinary());
      case 12, 13 -> link(folder);
      case 14 -> unlink(folder);
      default -> fifo(folder, ordinary());
    }
  }

  private String ordinary() {
    return Names.any(random, Names.Kind.ORDINARY);
  }

  private byte[] some() {
    return Content.random(random, random.nextInt(3_000));
  }

  /// As `mkdir -p` followed by writes at once.
  private void makeDirectories(Folder folder) {
    String name = ordinary();
    folder.mkdir(name);
    Folder below = folder.open(name);
    if (below == null) {
      return;
    }
    try (below) {
      below.write(ordinary(), some());
      String deeper = ordinary();
      below.mkdir(deeper);
      try (Folder deepest = below.open(deeper)) {
        if (deepest != null) {
          deepest.write(ordinary(), some());
          deepest.write(ordinary(), some());
        }
      }
    }
  }

  private Names.Kind kind() {
    return switch (random.nextInt(8)) {
      case 0 -> Names.Kind.REPLACED;
      case 1 -> Names.Kind.OVERWRITTEN;
      case 2 -> Names.Kind.LOG;
      default -> Names.Kind.ORDINARY;
    };
  }

  /// Renames a file or a directory, within the source, out of it or into it.
  private void rename(Folder folder) {
    Names.Kind kind = kind();
    Folder.Item item = Writer.pick(random, folder, kind);
    if (item == null) {
      return;
    }
    try (Folder to = elsewhere(folder)) {
      folder.rename(item.name(), to == null ? folder : to, Names.any(random, kind));
    }
  }

  private @Nullable Folder elsewhere(Folder folder) {
    return random.nextInt(3) == 0 ? folder.open("") : writer.anywhere();
  }

  private void exchange(Folder folder) {
    Names.Kind kind = kind();
    try (Folder other = writer.anywhere()) {
      Folder.Item one = Writer.pick(random, folder, kind);
      Folder.Item two = Writer.pick(random, other, kind);
      if (one != null && two != null) {
        folder.exchange(one.name(), other, two.name());
      }
    }
  }

  private void changeType(Folder folder) {
    Folder.Item item = Writer.pick(random, folder, Names.Kind.ORDINARY);
    String name = item == null ? ordinary() : item.name();
    folder.remove(name);
    switch (random.nextInt(4)) {
      case 0 -> folder.mkdir(name);
      case 1 -> folder.write(name, some());
      case 2 -> fifo(folder, name);
      default -> symlink(folder, name);
    }
  }

  private void symlink(Folder folder, String name) {
    String target =
        switch (random.nextInt(5)) {
          case 0 -> "nowhere";
          case 1 -> "../a";
          case 2 -> "../../outside/secret";
          case 3 -> "..";
          default -> ordinary();
        };
    folder.symlink(target, name);
  }

  private void remove(Folder folder) {
    if (random.nextInt(2) == 0) {
      folder.remove(ordinary());
    }
  }

  private void removeAndMakeAgain(Folder folder) {
    Folder.Item item = Writer.pick(random, folder, Names.Kind.ORDINARY);
    if (item == null || !item.isDirectory()) {
      return;
    }
    folder.remove(item.name());
    folder.mkdir(item.name());
    try (Folder below = folder.open(item.name())) {
      if (below != null) {
        below.write(ordinary(), some());
      }
    }
  }

  private void link(Folder folder) {
    Names.Kind kind = kind();
    Folder.Item item = Writer.pick(random, folder, kind);
    if (!writer.links() || kind == Names.Kind.LOG || item == null || !item.isFile()) {
      return;
    }
    try (Folder to = writer.anywhere()) {
      folder.link(item.name(), to, Names.any(random, kind));
    }
  }

  private void unlink(Folder folder) {
    Folder.Item item = Writer.pick(random, folder, kind());
    if (item != null) {
      folder.unlink(item.name());
    }
  }

  /// rsync that opens a FIFO in the place of a file waits for somebody to write to it.
  void withoutFifos() {
    fifos = false;
  }

  private void fifo(Folder folder, String name) {
    if (fifos) {
      folder.fifo(name);
    } else {
      symlink(folder, name);
    }
  }
}
