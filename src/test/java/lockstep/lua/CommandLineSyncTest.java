package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lockstep.config.CommandLineSync;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.DeletePolicy;
import lockstep.config.Overrides;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.Test;

final class CommandLineSyncTest {
  private static CommandLineSync sync(String layer, String... words) {
    return new CommandLineSync(
        layer, Stream.of(words).map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList());
  }

  private static Configuration read(CommandLineSync... syncs) throws ConfigurationException {
    return LuaConfig.ofCommandLine(List.of(syncs), Overrides.NONE);
  }

  private static String refused(CommandLineSync... syncs) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> read(syncs)).getMessage());
  }

  @Test
  void syncsHaveTheDefaultsOfTheirLayers() throws ConfigurationException {
    var syncs = read(sync("rsync", "/a", "/b"), sync("direct", "/c\u00ff", "/d")).syncs();

    assertEquals(List.of("Sync1", "Sync2"), syncs.stream().map(each -> each.name()).toList());
    assertEquals(List.of("-rsync", "-direct"), syncs.stream().map(each -> each.where()).toList());
    assertEquals(
        List.of(Duration.ofSeconds(15), Duration.ofSeconds(1)),
        syncs.stream().map(each -> each.delay()).toList());
    assertEquals(DeletePolicy.ALWAYS, syncs.getFirst().delete());
    assertEquals("/c\\xff", syncs.getLast().source().toString());
  }

  @Test
  void errorsNameTheOption() {
    assertEquals(
        "-rsync: Parameter \"target\" is an empty string; was a variable not set?",
        refused(sync("rsync", "/a", "")));
    assertEquals(
        "-direct: the target /a/b lies inside the source /a: it would be copied into itself",
        refused(sync("direct", "/a", "/a/b")));
  }

  @Test
  void remoteTargets() throws ConfigurationException {
    List<SyncDefinition> syncs =
        LuaConfig.ofCommandLine(
                List.of(sync("rsyncssh", "/a", "host", "/b"), sync("rsync", "/a", "host:/b")),
                Overrides.NONE)
            .syncs();
    assertEquals(new Target.Remote("host:/b"), syncs.getFirst().target());
    assertEquals("host", Objects.requireNonNull(syncs.getFirst().run().ssh()).host());
    assertEquals(new Target.Remote("host:/b"), syncs.getLast().target());
    assertNull(syncs.getLast().run().ssh());
  }

  @Test
  void nothingToWatch() {
    assertEquals(
        "command line: Nothing to watch! Write sync{ source = ..., target = ... }", refused());
  }

  @Test
  void overridesWin() throws ConfigurationException {
    var log = AbsolutePath.of("/log");
    var overrides =
        new Overrides(
            Duration.ofMillis(2500), true, true, log, AbsolutePath.of("/pid"), true, "inotify");
    byte[] file =
        """
        settings { logfile = "/other", statusFile = "/status", nodaemon = false }
        sync { source = "/a", target = "/b", delay = 7 }
        """
            .getBytes(StandardCharsets.UTF_8);

    var configuration = LuaConfig.load(AbsolutePath.of("/etc/conf.lua"), file, overrides);

    var settings = configuration.settings();
    assertEquals(log, settings.logFile());
    assertEquals(AbsolutePath.of("/pid"), settings.pidFile());
    assertEquals(AbsolutePath.of("/status"), settings.statusFile());
    assertTrue(settings.noDaemon() && settings.insist() && settings.onePass());
    assertEquals(Duration.ofMillis(2500), configuration.syncs().getFirst().delay());
  }

  @Test
  void unknownMonitor() {
    var overrides = new Overrides(null, false, false, null, null, false, "fsevents");
    var thrown =
        assertThrows(
            ConfigurationException.class,
            () -> LuaConfig.ofCommandLine(List.of(sync("rsync", "/a", "/b")), overrides));
    assertEquals("-monitor: event monitor \"fsevents\" unknown.", thrown.getMessage());
  }
}
