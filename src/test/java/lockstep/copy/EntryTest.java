package lockstep.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import org.junit.jupiter.api.Test;

final class EntryTest {
  private static List<Directory.Entry> listing(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(name -> new Directory.Entry(name.getBytes(ISO_8859_1), FileType.REGULAR))
        .toList();
  }

  private static List<Work.Named> named(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(name -> new Work.Named(name.getBytes(ISO_8859_1), true, false, false))
        .toList();
  }

  /// Each name with the lists that have it: n(amed), s(ource), t(arget).
  private static String text(List<Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                new String(entry.name(), ISO_8859_1)
                    + ":"
                    + (entry.named() != null ? "n" : "")
                    + (entry.inSource() != null ? "s" : "")
                    + (entry.inTarget() != null ? "t" : ""))
        .collect(Collectors.joining(" "));
  }

  @Test
  void threeListsBecomeOneInTheOrderOfUnsignedBytes() {
    assertEquals(
        "a:s ab:n b:nst z:st \u00e4:t",
        text(Entry.merge(named("b ab"), listing("z b a"), listing("\u00e4 b z"))));
  }

  @Test
  void emptyLists() {
    assertEquals("", text(Entry.merge(List.of(), List.of(), List.of())));
    assertEquals("a:t", text(Entry.merge(List.of(), List.of(), listing("a"))));
  }

  @Test
  void aNameNamedTwiceIsComparedOnceAndAsCarefully() {
    byte[] a = {'a'};
    List<Entry> entries =
        Entry.ofNames(
            List.of(
                new Work.Named(a, true, false, false),
                new Work.Named(a.clone(), false, false, true)));
    assertEquals(1, entries.size());
    Work.Named both = entries.getFirst().named();
    assertEquals("true true", both == null ? "" : both.content() + " " + both.scan());
  }
}
