package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A script that never ends, or wants more than there is, is stopped and reported.
final class LimitsTest {
  private static final AbsolutePath FILE = AbsolutePath.of("/etc/conf.lua");

  private static String load(String script) {
    return load(script, Duration.ofSeconds(10));
  }

  private static String load(String script, Duration longest) {
    var thrown =
        assertThrows(
            ConfigurationException.class,
            () ->
                LuaConfig.load(
                    FILE, script.getBytes(StandardCharsets.UTF_8), Overrides.NONE, longest));
    return String.valueOf(thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(error, 'x') end",
        "repeat until pcall(function() while true do end end)",
        "coroutine.wrap(function() while true do end end)()",
        "local t = setmetatable({}, { __index = function(t, k) return k end }) while true do local"
            + " x = t.a end",
        "string.find(string.rep('a', 40), string.rep('a*', 30) .. 'b')",
        "string.gsub(string.rep('a', 100000), '.-b', '')",
        "os.execute('sleep 60')",
        "local t = {} for i = 1, 40 do t = { t, t } end sync { t }",
      })
  void endsWhatNeverEnds(String script) {
    assertEquals(
        "/etc/conf.lua:2: the configuration runs for more than 0.3 seconds; does a loop never end?",
        load("\n" + script + "\n", Duration.ofMillis(300)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function f() return 1 + f() end f()",
        "local function f() local ok, e = pcall(f) error(e, 0) end f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end"
            + " local x = t.a",
        "local t = setmetatable({}, {}) getmetatable(t).__tostring = function(t) return tostring(t)"
            + " end tostring(t)",
        "local f f = coroutine.wrap(function() local function g() return 1 + g() end g() end) f()",
      })
  void endsEndlessRecursion(String script) {
    String message = load(script);
    boolean told =
        message.startsWith("/etc/conf.lua:")
            && message.endsWith(": stack overflow (functions call each other without end)");
    assertTrue(told, message);
  }

  @Test
  void endsDeeplyNestedText() {
    assertEquals(
        "/etc/conf.lua:1: chunk has too many syntax levels",
        load("x = " + "(".repeat(100_000) + "1" + ")".repeat(100_000)));
  }

  @Test
  void oneScriptDoesNotChangeWhatTheNextOneSees() {
    assertEquals(
        "/etc/conf.lua:1: changed",
        load("string.upper = function() return 'changed' end error(('a'):upper())"));
    assertEquals("/etc/conf.lua:1: A", load("error(('a'):upper())"));
  }
}
