package lockstep.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every kind of entry takes the place of every other.
interface TypeChangeContract extends Sides {
  Map<String, String> KINDS = kinds();

  private static Map<String, String> kinds() {
    var kinds = new LinkedHashMap<String, String>();
    kinds.put("nothing", "");
    kinds.put("file", "NAME file 640 @5 7:8 : one");
    kinds.put("other file", "NAME file 600 @6 : two");
    kinds.put("empty directory", "NAME dir 750 @7 9:9");
    kinds.put(
        "directory",
        "NAME dir 755 @8\nNAME/a file 644 @9 : x\nNAME/b dir 700 @10\nNAME/b/c link @11 : ../a");
    kinds.put("link", "NAME link @12 3:4 : nowhere");
    kinds.put("other link", "NAME link @12 : it/../self");
    kinds.put("fifo", "NAME fifo 600 @13 5:5");
    kinds.put("socket", "NAME socket 666 @14");
    kinds.put("device", "NAME char 600 @15 : 259");
    kinds.put("other device", "NAME block 660 @15 : 260");
    return kinds;
  }

  @TestFactory
  default Stream<DynamicTest> everyKindReplacesEveryOther() {
    return Stream.of(true, false)
        .flatMap(
            scan ->
                KINDS.keySet().stream()
                    .flatMap(
                        from ->
                            KINDS.keySet().stream()
                                .map(
                                    to ->
                                        DynamicTest.dynamicTest(
                                            (scan ? "scan: " : "named: ") + from + " -> " + to,
                                            () -> replace(from, to, scan)))));
  }

  private void replace(String from, String to, boolean scan) throws TreeException {
    // Each case in a directory of its own, since they share the trees.
    String top = "case" + from.hashCode() + to.hashCode() + scan;
    source(top + " dir 755 @1\n" + at(top, to));
    target(top + " dir 700 @2\n" + at(top, from));
    Mirror mirror = mirror();
    Work work = scan ? Mirror.work(mirror.scan(top)) : mirror.named(top + "/it");
    assertClean(mirror.settle(scan ? work : Mirror.work(named(work, from))));
    assertEquals(below(TreeText.show(source()), top), below(TreeText.show(target()), top));
    assertFalse(hasTemporary(top), "a temporary file is left");
  }

  /// A directory that was there already is scanned, for its content is in doubt.
  private static Work.Part named(Work work, String from) {
    Work.Part part = work.parts().getFirst();
    Work.Named name = part.names().getFirst();
    boolean scan = from.contains("directory");
    return new Work.Part(
        part.directory(), List.of(new Work.Named(name.name(), true, false, scan)), null, true);
  }

  private static String at(String top, String kind) {
    return String.valueOf(KINDS.get(kind)).replace("NAME", top + "/it");
  }

  private static String below(String text, String top) {
    return String.join("\n", text.lines().filter(line -> line.startsWith(top)).toList());
  }

  private boolean hasTemporary(String top) throws TreeException {
    try (Directory directory = target().open(RelativePath.of(top))) {
      return directory.list().stream().anyMatch(e -> TemporaryNames.isTemporary(e.name()));
    }
  }
}
