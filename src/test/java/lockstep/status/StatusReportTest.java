package lockstep.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import lockstep.plan.SyncStatus;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  @Test
  void text() throws Exception {
    assertEquals(
        Samples.golden("report.txt"),
        lines(
            Samples.idle("Sync1"),
            Samples.starting(),
            Samples.pending(),
            Samples.failing(22),
            Samples.halted(),
            Samples.hostile()));
  }

  @Test
  void onlyASyncThatIsInSyncIsSaidToBe() {
    var others =
        lines(
            Samples.starting(),
            Samples.pending(),
            Samples.failing(1),
            Samples.halted(),
            Samples.hostile());
    assertEquals(-1, others.indexOf("in sync"), others);
  }

  @Test
  void json() throws Exception {
    var syncs =
        List.of(Samples.idle("Sync1"), Samples.hostile(), Samples.halted(), Samples.starting());
    assertEquals(
        Samples.golden("report.json"),
        StatusJson.of("1.0", Instant.parse("2026-11-03T00:23:32Z"), syncs) + "\n");
  }

  @Test
  void jsonOfNothingButSyncsInSync() throws Exception {
    var syncs = List.of(Samples.idle("Sync1"), Samples.idle("Sync2"));
    assertEquals(
        Samples.golden("report-in-sync.json"),
        StatusJson.of("1.0", Instant.parse("2026-11-03T00:23:32Z"), syncs) + "\n");
  }

  private static String lines(SyncStatus... syncs) {
    return String.join("\n", StatusReport.of(List.of(syncs))) + "\n";
  }
}
