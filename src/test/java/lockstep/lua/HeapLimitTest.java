package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.CheckReport;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;
import org.slf4j.LoggerFactory;

/// A script that fills the heap is stopped while there is enough left for the rest of the program,
/// which then reads the next configuration as if nothing had been. Run in a process of its own,
/// with a small heap.
final class HeapLimitTest {
  private static final AbsolutePath FILE = AbsolutePath.of("/etc/conf.lua");

  private static final List<String> SCRIPTS =
      List.of(
          "local t = {}\nwhile true do t[#t + 1] = ('x'):rep(1e6) end",
          "local t = {}\nwhile true do t = { t } end",
          "local t = {}\nwhile true do t[#t + 1] = {} end",
          "local t = {}\nwhile true do t[{}] = {} end",
          "local t = {}\nwhile true do t[#t + 1] = 'x' .. #t end",
          "local t = {}\nwhile true do t[#t + 1] = function() return t end end",
          "\nunpack({}, 1, 1e8)",
          "local t = {} for i = 1, 1000 do t[i] = t[1] or ('x'):rep(1e6) end\ntable.concat(t)",
          "local t = {}\npcall(function() while true do t[#t + 1] = ('x'):rep(1e6) end end)",
          "for i = 1, 300 do local s = ('x'):rep(1e6) end\nerror('garbage is no harm')",
          "x = 1\n".repeat(700_000) + "error('a long file')",
          "x = { 'a', 'b' }\n".repeat(250_000) + "error('a long file')",
          "sync { source = '/a', target = '/b' }");

  @Test
  void aSmallHeapSurvives() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                HeapLimitTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("more than [0-9]+ MiB", "more than N MiB");
    String full =
        "/etc/conf.lua:2: the configuration needs more than N MiB of memory; does a loop never"
            + " end?\n";
    assertEquals(
        full.repeat(6)
            + "/etc/conf.lua:2: the configuration needs more memory than there is\n".repeat(2)
            + full
            + "/etc/conf.lua:2: garbage is no harm\n"
            + "/etc/conf.lua:700001: a long file\n/etc/conf.lua:250001: a long file\n"
            + "settings\n",
        output);
    assertEquals(0, process.waitFor());
  }

  private static String classPath() throws URISyntaxException {
    var places = new ArrayList<String>();
    for (var type :
        List.of(HeapLimitTest.class, LuaConfig.class, LuaValue.class, LoggerFactory.class)) {
      var place = type.getProtectionDomain().getCodeSource().getLocation();
      places.add(Path.of(place.toURI()).toString());
    }
    return String.join(":", places);
  }

  static void main() {
    for (var script : SCRIPTS) {
      System.out.println(outcome(script).lines().findFirst().orElseThrow());
    }
  }

  private static String outcome(String script) {
    try {
      return CheckReport.of(
          LuaConfig.load(FILE, script.getBytes(StandardCharsets.UTF_8), Overrides.NONE));
    } catch (ConfigurationException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
