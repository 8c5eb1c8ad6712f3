package lockstep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.filter.Filters;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void eventsReadAsInLsyncdsLog() {
    assertEquals("Create: /d/", Wording.event(new Event.Create(path("d"), true, false)));
    assertEquals("Modify: /d/f", Wording.event(new Event.Modify(path("d/f"), true)));
    assertEquals("Attrib: /", Wording.event(new Event.Attrib(RelativePath.ROOT, true)));
    assertEquals("Move: /k -> /l", Wording.event(new Event.Move(path("k"), path("l"), false)));
    assertEquals("Full: /d/", Wording.event(new Event.Rescan(path("d"), Instant.EPOCH)));
  }

  @Test
  void aNameCannotForgeALine() {
    assertEquals("Delete: /a\\nb", Wording.event(new Event.Delete(path("a\nb"), false)));
  }

  @Test
  void nothingFollowsFromFilesOfOurOwn() {
    var sieve = new Sieve(Filters.NONE.sparing(List.of(path("d/log"), path("d/.tmp"))));
    var heard = new ArrayList<Event>();
    sieve.pass(new Event.Modify(path("d/log"), true), heard::add);
    sieve.pass(new Event.Create(path("d/.tmp"), false, false), heard::add);
    sieve.pass(new Event.Move(path("d/.tmp"), path("d/log"), false), heard::add);
    assertEquals(List.of(), heard);
    sieve.pass(new Event.Modify(path("d/other"), true), heard::add);
    assertEquals(1, heard.size());
  }

  private static RelativePath path(String text) {
    return RelativePath.of(text);
  }
}
