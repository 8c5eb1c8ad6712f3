package lockstep.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.plan.SyncStatus;
import org.junit.jupiter.api.Test;

class StatusFileTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:23:32Z");

  private static final Watches NONE = watching();
  private static final Watches THREE = watching("/tmp/src", "/tmp/src/sub", "/tmp/src/new");

  @Test
  void idle() throws Exception {
    assertEquals(Samples.golden("file-idle.txt"), file(List.of(Samples.idle("Sync1")), THREE));
  }

  @Test
  void starting() throws Exception {
    assertEquals(Samples.golden("file-starting.txt"), file(List.of(Samples.starting()), NONE));
  }

  @Test
  void everyKindOfDelayAndFilters() throws Exception {
    assertEquals(
        Samples.golden("file-pending.txt"),
        file(List.of(Samples.pending(), Samples.idle("Sync2")), watching("/")));
  }

  @Test
  void aNameCannotForgeALineAndUnlistedPathsAreCounted() throws Exception {
    assertEquals(Samples.golden("file-hostile.txt"), file(List.of(Samples.hostile()), NONE));
  }

  private static String file(List<SyncStatus> syncs, Watches watches) {
    var text = new StringBuilder();
    StatusFile.write(NOW, ZoneId.of("UTC"), syncs, watches, text::append);
    return text.toString();
  }

  private static Watches watching(String... directories) {
    return new Watches() {
      @Override
      public int size() {
        return directories.length;
      }

      @Override
      public void forEach(Visitor visitor) {
        for (int i = 0; i < directories.length; i++) {
          visitor.watched(i + 1, AbsolutePath.of(directories[i]));
        }
      }
    };
  }
}
