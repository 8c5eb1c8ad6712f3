package lockstep;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the launcher of the image finds its runtime, and what it passes on. Nothing here starts a
/// daemon.
class LauncherIT {
  private static final Path LAUNCHER = Path.of(Sandbox.lockstep());
  private static final Path IMAGE = LAUNCHER.getParent().getParent();

  @TempDir Path directory;

  @Test
  void runsWithoutJavaOrAnyEnvironment() throws IOException, InterruptedException {
    assertVersion(
        run(
            "env",
            "-i",
            "PATH=/usr/bin:/bin",
            "JAVA_HOME=/nowhere",
            LAUNCHER.toString(),
            "-version"));
  }

  @Test
  void optionsForOtherJavaProgramsDoNotMatter() throws IOException, InterruptedException {
    assertVersion(
        run(
            "env",
            "JAVA_TOOL_OPTIONS=-Xmx1",
            "JDK_JAVA_OPTIONS=-nonsense",
            LAUNCHER.toString(),
            "-version"));
  }

  @Test
  void isFoundThroughLinksFromOddPlaces() throws IOException, InterruptedException {
    Path odd = Files.createDirectory(directory.resolve("a $b 'c' *"));
    Path first = Files.createSymbolicLink(odd.resolve("first link"), LAUNCHER);
    Path second = Files.createSymbolicLink(odd.resolve("-second"), Path.of("first link"));
    assertVersion(run(first.toString(), "-version"));
    assertVersion(run(second.toString(), "-version"));
    assertVersion(run("sh", "-c", "cd \"$1\" && ./-second -version", "sh", odd.toString()));
    assertVersion(
        run("sh", "-c", "cd \"$1\" && sh lsyncd -version", "sh", LAUNCHER.getParent().toString()));
    Files.delete(second);
    Files.delete(first);
  }

  @Test
  void runsFromAnOddPlace() throws IOException, InterruptedException {
    Path moved = directory.resolve("an odd, $(false) \"place\"");
    run("cp", "-a", IMAGE.toString(), moved.toString());
    assertVersion(run(moved.resolve("bin/lockstep").toString(), "-version"));
    assertEquals(loaded(IMAGE), loaded(moved), "the ahead-of-time cache does not survive a move");
  }

  @Test
  void theAheadOfTimeCacheIsUsed() throws IOException, InterruptedException {
    long hit = loaded(IMAGE);
    assertTrue(
        hit > 500, "only " + hit + " classes came from " + IMAGE.resolve("lib/lockstep.aot"));
  }

  @Test
  void theCacheMayBeStaleOrMissing() throws IOException, InterruptedException {
    Path copy = directory.resolve("copy");
    run("cp", "-a", IMAGE.toString(), copy.toString());
    Files.writeString(copy.resolve("lib/lockstep.aot"), "not a cache");
    assertVersion(run(copy.resolve("bin/lockstep").toString(), "-version"));
    Files.delete(copy.resolve("lib/lockstep.aot"));
    assertVersion(run(copy.resolve("bin/lockstep").toString(), "-version"));
  }

  @Test
  void aCopySaysThatItIsNone() throws IOException, InterruptedException {
    Path copy = Files.copy(LAUNCHER, directory.resolve("lockstep"), COPY_ATTRIBUTES);
    Process process = new ProcessBuilder(copy.toString()).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(255, process.waitFor());
    assertEquals(
        "Error: "
            + copy
            + " has no runtime beside it; link to the lockstep of its directory instead of copying"
            + " it\n",
        said);
  }

  @Test
  void runsInADirectoryThatWasDeleted() throws IOException, InterruptedException {
    String script =
        "mkdir \"$2/gone\" && cd \"$2/gone\" && rmdir \"$2/gone\" && \"$1\" $3 2>&1; echo $?";
    String launcher = LAUNCHER.toString();
    String here = directory.toString();
    assertTrue(run("sh", "-c", script, "sh", launcher, here, "-version").endsWith("\n0\n"));
    String said = run("sh", "-c", script, "sh", launcher, here, "check conf.lua");
    assertTrue(
        said.endsWith(
            "Error: the working directory cannot be reached; conf.lua must be given with its whole"
                + " path\n"
                + "255\n"),
        said);
  }

  @Test
  void whatCannotBePrintedIsNoSuccess() throws IOException, InterruptedException {
    Path file = directory.resolve("conf.lua");
    Files.writeString(
        file, "sync { source = '" + directory + "', target = '" + directory + "-copy' }");
    String script = "\"$1\" check \"$2\" > /dev/full; echo $?";
    String said = run("sh", "-c", script, "sh", LAUNCHER.toString(), file.toString());
    assertEquals("Error: cannot print: No space left on device\n255\n", said);
  }

  /// How many classes come out of the cache.
  private static long loaded(Path image) throws IOException, InterruptedException {
    return run(
            "env",
            "LOCKSTEP_JAVA_OPTS=-Xlog:class+load",
            image.resolve("bin/lockstep").toString(),
            "-version")
        .lines()
        .filter(line -> line.contains("source: shared objects file"))
        .count();
  }

  private static void assertVersion(String said) {
    assertTrue(said.matches("Version: \\S+\n"), said);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> List.of(command) + ": " + said);
    return said;
  }
}
