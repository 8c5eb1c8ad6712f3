package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.config.SyncDefinition;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

class ChangesTest {
  @Test
  void syncsAreToldByWhatBecameOfThem() {
    var before = List.of(sync("a", 1), sync("b", 2), sync("c", 3));
    var after = List.of(sync("d", 4), sync("b", 5), sync("a", 1));
    assertEquals(
        "added d; removed c; changed b; kept a", Changes.between(before, after).toString());
  }

  @Test
  void aLongListIsCut() {
    List<SyncDefinition> many = IntStream.range(0, 23).mapToObj(i -> sync("s" + i, i)).toList();
    String told = Changes.between(List.of(), many).toString();
    assertEquals("added s0, s1, ", told.substring(0, 14));
    assertEquals("s19 and 3 more", told.substring(told.length() - 14));
  }

  private static SyncDefinition sync(String name, int number) {
    return Definitions.sync(
        name, AbsolutePath.of("/src/" + number), AbsolutePath.of("/trg/" + number));
  }
}
