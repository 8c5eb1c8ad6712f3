package lockstep.it;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Changes a tree at random, until it is told to stop: everything that programs do to files, and
/// what lsyncd is known to miss.
///
/// The seed determines what is tried, not how it meets with what other writers do meanwhile.
///
/// Where hard links are to be kept it makes some, and nothing that inotify does not tell: a change
/// is told to the directory by whose name the file was opened, and to no other that holds it. So
/// then nothing leaves the source, and writers take turns.
final class Writer implements AutoCloseable {
  private static final int DEEPEST = 3;

  private final RandomGenerator random;
  private final Folder source;
  private final Folder outside;
  private final FileChanges files;
  private final NameChanges names;
  private final AttributeChanges attributes;
  private final List<Change> changes;
  private final boolean links;

  /// A kind of change, to one directory.
  @FunctionalInterface
  interface Change {
    void in(Folder folder);
  }

  Writer(int number, long seed, Folder source, Folder outside, TreeDifference.Options options) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + number);
    this.source = source;
    this.outside = outside;
    links = options.hardLinks();
    files = new FileChanges(random, number);
    names = new NameChanges(random, this);
    attributes = new AttributeChanges(random, options);
    changes = List.of(this::contents, this::contents, this::checked, this::entries, this::looks);
  }

  /// Changes until told to stop, in bursts with pauses between.
  void run(BooleanSupplier stop) throws InterruptedException {
    while (!stop.getAsBoolean()) {
      int burst = random.nextInt(60);
      for (int i = 0; i < burst; i++) {
        if (links) {
          synchronized (source) {
            change();
          }
        } else {
          change();
        }
      }
      Thread.sleep(random.nextInt(12)); // the pace, so that copies happen between the changes
    }
  }

  void change() {
    try (Folder folder = anywhere()) {
      changes.get(random.nextInt(changes.size())).in(folder);
    }
  }

  void withoutFifos() {
    names.withoutFifos();
  }

  boolean links() {
    return links;
  }

  private void contents(Folder folder) {
    files.ordinary(folder);
  }

  private void checked(Folder folder) {
    files.checked(folder);
  }

  private void entries(Folder folder) {
    names.change(folder);
  }

  private void looks(Folder folder) {
    attributes.change(folder);
  }

  /// Some directory, seldom outside of the source.
  Folder anywhere() {
    Folder root = !links && random.nextInt(12) == 0 ? outside : source;
    Folder at = root.open("");
    for (int depth = 0; depth < DEEPEST && random.nextInt(10) < 6; depth++) {
      List<Folder.Item> below =
          at == null ? List.of() : at.list().stream().filter(Folder.Item::isDirectory).toList();
      if (at == null || below.isEmpty()) {
        break;
      }
      Folder next = at.open(below.get(random.nextInt(below.size())).name());
      if (next != null) {
        at.close();
        at = next;
      }
    }
    return at == null ? anywhere() : at;
  }

  /// Some entry of a directory that may be changed in a way, or null if there is none.
  static Folder.@Nullable Item pick(RandomGenerator random, Folder folder, Names.Kind kind) {
    List<Folder.Item> items =
        folder.list().stream().filter(item -> Names.kind(item.name()) == kind).toList();
    return items.isEmpty() ? null : items.get(random.nextInt(items.size()));
  }

  /// See [FileChanges#letTimeGoOn].
  void letTimeGoOn() {
    files.letTimeGoOn();
  }

  void letGo() {
    files.letGo();
  }

  @Override
  public void close() {
    files.close();
  }
}
