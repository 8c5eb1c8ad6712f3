package lockstep;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lockstep.event.Event;
import org.junit.jupiter.api.Test;

/// Which package may use which: the table below, checked against every reference that the compiled
/// classes hold.
class LayersTest {
  private static final Map<String, Set<String>> MAY_USE =
      """
      event:
      filter: event
      delta:
      linux:
      tree:   event linux
      spawn:  linux
      config: event filter
      watch:  event filter linux tree
      queue:  event
      plan:   config event filter queue
      copy:   delta event filter tree
      status: event plan
      remote: config event spawn
      lua:    config event filter plan queue
      """
          .lines()
          .collect(
              toMap(
                  line -> line.substring(0, line.indexOf(':')),
                  line -> words(line.substring(line.indexOf(':') + 1))));

  /// Where names are bytes: `java.io` and `java.nio.file` would lose those that are not valid in
  /// the locale's encoding.
  private static final Set<String> NAMES_ARE_BYTES =
      Set.of("event", "filter", "tree", "watch", "queue", "plan", "copy");

  private static final Pattern LOSES_NAMES =
      Pattern.compile(
          "java/io/(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)|java/nio/file/.*");

  /// What opens, looks at or changes something by its whole path, or can: a path may lead anywhere
  /// by the time it is used. Whatever lies in a source or a target is reached through `tree` only.
  private static final Pattern TAKES_PATHS =
      Pattern.compile(
          "java/io/(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)"
              + "|java/nio/file/(Files|FileSystem|SecureDirectoryStream)"
              + "|java/nio/channels/(FileChannel|AsynchronousFileChannel)"
              + "|lockstep/linux/(Open|Entries|Inodes|Xattrs|FileSystems)");

  /// Who may, because these are files of our own, of the system or of the operator.
  private static final Set<String> OF_OUR_OWN =
      """
      lockstep/Aim               which side the path lies on that an operator asks about
      lockstep/Arguments         /proc/self
      lockstep/Asking            control sockets
      lockstep/Background        /dev/null
      lockstep/ConfigFile        the configuration
      lockstep/Console           standard output
      lockstep/ControlClient     control sockets
      lockstep/ControlDirectory  control sockets
      lockstep/ControlSocket     control sockets
      lockstep/CopyTerms         /proc/self/status
      lockstep/LogFile           flags of the log file
      lockstep/MountMemory       what was mounted
      lockstep/Outlet            log, status and pid file
      lockstep/PidFile           its removal
      lockstep/ProcessorTime     /proc
      lockstep/Roots             the roots themselves
      lockstep/StatusWriter      its renaming
      lockstep/Threads           how long the root of a target takes to answer
      lockstep/Trust             directories above the configuration
      lockstep/lua/LsyncdFunctions  what a script looks at
      lockstep/lua/NamedFile     files that the configuration names
      lockstep/spawn/PosixRunner /dev/null, and pipes
      """
          .lines()
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(toSet());

  private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  @Test
  void everyReferenceIsAllowed() throws IOException, URISyntaxException {
    var broken = new TreeSet<String>();
    for (ClassModel model : compiledClasses()) {
      String from = model.thisClass().asInternalName();
      for (String to : references(model)) {
        if (!allowed(from, to)) {
          broken.add(from + " -> " + to);
        }
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void nobodyElseTakesPaths() throws IOException, URISyntaxException {
    var broken = new TreeSet<String>();
    for (ClassModel model : compiledClasses()) {
      String from = model.thisClass().asInternalName();
      if (!Set.of("tree", "linux").contains(packageOf(from))
          && !OF_OUR_OWN.contains(from.split("\\$")[0])) {
        references(model).stream()
            .filter(to -> TAKES_PATHS.matcher(to).matches())
            .forEach(to -> broken.add(from + " -> " + to));
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void noTypeOfTheLuaLibraryIsPublic() throws IOException, URISyntaxException {
    var broken = new TreeSet<String>();
    for (ClassModel model : compiledClasses()) {
      if (packageOf(model.thisClass().asInternalName()).equals("lua") && isVisible(model.flags())) {
        visibleTypes(model)
            .filter(type -> type.contains("org/luaj/"))
            .forEach(type -> broken.add(model.thisClass().asInternalName() + ": " + type));
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void theRulesTellRightFromWrong() {
    for (String line :
        """
        yes lockstep/watch/A lockstep/tree/B
        yes lockstep/watch/A lockstep/watch/B
        yes lockstep/Main lockstep/lua/B
        yes lockstep/linux/A java/lang/foreign/Arena
        yes lockstep/lua/A org/luaj/vm2/LuaValue
        yes lockstep/tree/PortableTree java/nio/file/Files
        yes lockstep/tree/PortableTree$Open java/nio/file/Path
        yes lockstep/spawn/A java/io/File
        yes lockstep/copy/A java/io/IOException
        no  lockstep/tree/A lockstep/watch/B
        no  lockstep/tree/A lockstep/Main
        no  lockstep/unheard/A lockstep/event/B
        no  lockstep/tree/A java/lang/foreign/Arena
        no  lockstep/Main org/luaj/vm2/LuaValue
        no  lockstep/tree/LinuxTree java/nio/file/Files
        no  lockstep/watch/A java/nio/file/Path
        no  lockstep/queue/A java/io/File
        no  lockstep/copy/PortableCopier java/nio/file/Path
        """
            .lines()
            .toList()) {
      List<String> words = List.of(line.split(" +"));
      assertEquals(words.get(0).equals("yes"), allowed(words.get(1), words.get(2)), line);
    }
  }

  @Test
  void referencesAreFoundWhereverTheyHide() throws IOException {
    Set<String> found = references(parse(compiledTo(Witness.class)));
    for (String hidden :
        List.of(
            "lockstep/event/Event", "java/util/BitSet", "java/util/Random", "java/util/Scanner")) {
      assertTrue(found.contains(hidden), hidden + " not in " + found);
    }
  }

  /// Refers to classes in a field, a parameter, a type argument and a body.
  @SuppressWarnings("unused")
  private abstract static class Witness {
    Event field;

    abstract void parameter(java.util.BitSet bits);

    abstract List<java.util.Random> argument();

    Object body() {
      return new java.util.Scanner("");
    }
  }

  private static boolean allowed(String from, String to) {
    String here = packageOf(from);
    if (to.startsWith("lockstep/")) {
      String there = packageOf(to);
      return here.isEmpty()
          || here.equals(there)
          || MAY_USE.getOrDefault(here, Set.of()).contains(there);
    }
    if (to.startsWith("java/lang/foreign/")) {
      return here.equals("linux");
    }
    if (to.startsWith("org/luaj/")) {
      return here.equals("lua");
    }
    boolean portable =
        from.startsWith("lockstep/tree/Portable") || from.startsWith("lockstep/watch/Portable");
    return portable || !NAMES_ARE_BYTES.contains(here) || !LOSES_NAMES.matcher(to).matches();
  }

  /// The package below `lockstep` that a class is in; empty for the root.
  private static String packageOf(String internalName) {
    String below = internalName.substring("lockstep/".length());
    return below.contains("/") ? below.substring(0, below.indexOf('/')) : "";
  }

  private static Set<String> references(ClassModel model) {
    var found = new TreeSet<String>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> found.add(type.asInternalName());
        case Utf8Entry text -> found.addAll(classesIn(text.stringValue()));
        default -> {}
      }
    }
    return found;
  }

  private static List<String> classesIn(String descriptor) {
    return CLASS_IN_DESCRIPTOR
        .matcher(descriptor)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static Stream<String> visibleTypes(ClassModel model) {
    var types = new ArrayList<String>();
    model.superclass().ifPresent(type -> types.add(type.asInternalName()));
    model.interfaces().forEach(type -> types.add(type.asInternalName()));
    model.fields().stream()
        .filter(field -> isVisible(field.flags()))
        .forEach(field -> types.add(field.fieldType().stringValue()));
    model.methods().stream()
        .filter(method -> isVisible(method.flags()))
        .forEach(method -> types.add(method.methodType().stringValue()));
    return types.stream();
  }

  private static boolean isVisible(AccessFlags flags) {
    return flags.has(AccessFlag.PUBLIC) || flags.has(AccessFlag.PROTECTED);
  }

  private static List<ClassModel> compiledClasses() throws IOException, URISyntaxException {
    Path root = Path.of(Event.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.walk(root)) {
      List<ClassModel> models =
          files.filter(file -> file.toString().endsWith(".class")).map(LayersTest::read).toList();
      assertTrue(models.size() > 1, "no classes in " + root);
      return models;
    }
  }

  private static ClassModel read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassModel parse(byte[] bytes) {
    return ClassFile.of().parse(bytes);
  }

  private static byte[] compiledTo(Class<?> type) throws IOException {
    try (var in =
        type.getResourceAsStream(
            type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
      return in.readAllBytes();
    }
  }

  private static Set<String> words(String text) {
    return Stream.of(text.strip().split(" +")).filter(word -> !word.isEmpty()).collect(toSet());
  }
}
