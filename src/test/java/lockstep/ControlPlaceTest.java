package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

class ControlPlaceTest {
  private static final Path RUN = Path.of("/run/lockstep");

  @Test
  void directories() {
    var session = Map.of("XDG_RUNTIME_DIR", "/run/user/7");
    assertEquals(List.of(RUN), ControlPlace.directories(session, 0));
    assertEquals(
        List.of(Path.of("/run/user/7/lockstep"), RUN), ControlPlace.directories(session, 7));
    assertEquals(List.of(RUN), ControlPlace.directories(Map.of(), 7));
    assertEquals(List.of(RUN), ControlPlace.directories(Map.of("XDG_RUNTIME_DIR", "relative"), 7));
  }

  @Test
  void theNameIsLegibleAndDiffersWithTheDirectory() {
    assertEquals("/run/lockstep/lsyncd.conf.lua-HASH.sock", named("/etc/lsyncd/lsyncd.conf.lua"));
    assertEquals("/run/lockstep/a_b__c-HASH.sock", named("/etc/a b\u00e9c"));
    assertNotEquals(
        ControlPlace.of(RUN, AbsolutePath.of("/a/x.lua")),
        ControlPlace.of(RUN, AbsolutePath.of("/b/x.lua")));
  }

  @Test
  void whatIsTooLongForASocketIsShortened() {
    assertEquals("/run/lockstep/" + "x".repeat(32) + "-HASH.sock", named("/" + "x".repeat(200)));
    Path deep = Path.of("/" + "z".repeat(70));
    String socket = ControlPlace.of(deep, AbsolutePath.of("/" + "x".repeat(32))).toString();
    assertEquals(deep + "/HASH.sock", socket.replaceFirst("[0-9a-f]{16}", "HASH"));
  }

  @Test
  void theHashIsTheSameForEver() {
    // or a new version could not ask a daemon of the old one
    assertEquals(
        Path.of("/run/lockstep/foobar-1a2bb6d76011c807.sock"),
        ControlPlace.of(RUN, AbsolutePath.of("/foobar")));
  }

  private static String named(String config) {
    return ControlPlace.of(RUN, AbsolutePath.of(config))
        .toString()
        .replaceFirst("[0-9a-f]{16}", "HASH");
  }
}
