package lockstep.spawn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that are really started.
@Timeout(60)
final class PosixRunnerTest {
  private final ProcessRunner runner =
      new PosixRunner(List.of(bytes("PATH=/usr/bin:/bin"), bytes("X=\u00fe")));
  private final Heard heard = new Heard();

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static Command program(String program, String... arguments) {
    return Command.of(
        "test", bytes(program), Arrays.stream(arguments).map(PosixRunnerTest::bytes).toList());
  }

  private static Command shell(String script, String... arguments) {
    return Command.shell(
        "test", bytes(script), Arrays.stream(arguments).map(PosixRunnerTest::bytes).toList());
  }

  private End run(Command command) {
    runner.start(command, heard);
    return heard.end();
  }

  @Test
  void argumentsEnvironmentInputAndOutputAreBytes() {
    Command command =
        shell("printf '%s|' \"$0\" \"$@\" \"$X\"; cat", "\u00ff", "", "a b", "*")
            .reading(bytes("\u00e4\0\u00fd"));
    assertEquals(new End.Exited(0), run(command));
    assertEquals(List.of("/bin/sh|\u00ff||a b|*|\u00fe|\u00e4\0\u00fd"), heard.lines());
  }

  @Test
  void tellsHowAProgramEnded() {
    assertEquals(new End.Exited(7), run(shell("exit 7")));
  }

  @Test
  void tellsWhichSignalEndedAProgram() {
    assertEquals(new End.Killed(9), run(shell("kill -9 $$")));
  }

  @Test
  void aProgramThatIsNotThereEndsAsNotStarted() {
    assertEquals(
        new End.NotStarted("ENOENT (No such file or directory)"), run(program("no such program")));
  }

  @Test
  void aNameIsLookedUpInThePath() {
    assertEquals(new End.Exited(1), run(program("false")));
  }

  @Test
  void bothOutputsComeAsLinesInTheirOrder() {
    run(shell("echo one; echo two >&2; echo; printf three"));
    assertEquals(List.of("one", "two", "", "three"), heard.lines());
  }

  @Test
  void aLongLineComesInPieces() {
    run(shell("head -c 10000 /dev/zero | tr '\\0' x; echo; echo end"));
    assertEquals(
        List.of(8192, 10000 - 8192, 3), heard.lines().stream().map(String::length).toList());
  }

  @Test
  void moreInputThanAPipeHoldsArrives() {
    String input = "0123456789\n".repeat(50_000);
    assertEquals(new End.Exited(0), run(shell("sleep 0.1; wc -c").reading(bytes(input))));
    assertEquals(List.of("550000"), heard.lines());
  }

  @Test
  void aProgramThatDoesNotReadItsInputHarmsNobody() {
    assertEquals(new End.Exited(3), run(shell("exit 3").reading(new byte[1_000_000])));
  }

  @Test
  void withoutInputThereIsNothingToRead() {
    assertEquals(new End.Exited(0), run(shell("readlink /proc/$$/fd/0; cat")));
    assertEquals(List.of("/dev/null"), heard.lines());
  }

  @Test
  void nothingElseIsOpenInTheProgram() {
    run(shell("cd /proc/$$/fd && echo *").reading(bytes("x")));
    // the last is the directory that the shell reads
    assertEquals(List.of("0 1 2 3"), heard.lines());
  }

  @Test
  void theEndIsToldThoughAnotherProcessKeepsTheOutputOpen() {
    assertEquals(new End.Exited(0), run(shell("sleep 30 & echo $!")));
    end(heard.lines().getFirst());
  }

  @Test
  void whatIsEndedTakesItsOwnProcessesWithIt() throws InterruptedException {
    ProcessRunner.Running running =
        runner.start(shell("trap '' TERM; sleep 600 & echo $!; trap - TERM; wait"), heard);
    heard.something();
    running.end();
    assertEquals(new End.Killed(15), heard.end());
    running.end();
    long sleeper = Long.parseLong(heard.lines().getFirst());
    while (isAlive(sleeper)) {
      Thread.sleep(10);
    }
  }

  @Test
  void whatDoesNotEndWhenAskedToIsKilled() {
    ProcessRunner.Running running =
        runner.start(shell("trap '' TERM; echo ready; while :; do sleep 1; done"), heard);
    heard.something();
    running.end();
    assertEquals(new End.Killed(9), heard.end());
  }

  @Test
  void manyRunAtOnce() {
    List<Heard> all = Stream.generate(Heard::new).limit(20).toList();
    IntStream.range(0, 20)
        .forEach(i -> runner.start(shell("cat; exit " + i).reading(bytes("" + i)), all.get(i)));
    for (int i = 0; i < 20; i++) {
      assertEquals(new End.Exited(i), all.get(i).end());
      assertEquals(List.of("" + i), all.get(i).lines());
    }
  }

  /// Whether it runs; what is dead and not waited for (Z) does not.
  private static boolean isAlive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }

  private static void end(String pid) {
    assertTrue(ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly());
  }
}
