package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import lockstep.plan.Answer;
import lockstep.plan.Answer.Verdict;
import lockstep.plan.Script;
import lockstep.plan.Turn;
import lockstep.queue.Delay.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scripts called as the daemon calls them, with a desk that only takes notes.
class LuaScriptTest {
  private final List<Script> open = new ArrayList<>();
  private final FakeDesk desk = new FakeDesk();

  @AfterEach
  void close() {
    open.forEach(Script::close);
  }

  private Script script(String sync) throws ConfigurationException {
    return read("rung = false sync { source = '/src', target = '/t/', " + sync + " }");
  }

  private Script read(String text) throws ConfigurationException {
    var configuration =
        LuaConfig.load(
            AbsolutePath.of("/c.lua"), text.getBytes(StandardCharsets.ISO_8859_1), Overrides.NONE);
    var script = (Script) configuration.syncs().getFirst().engine().handlers();
    script.sitAt(desk, AbsolutePath.of("/real/src"));
    open.add(script);
    return script;
  }

  private Answer take(Script script, Turn turn) throws InterruptedException {
    BlockingQueue<Answer> answer = new LinkedBlockingQueue<>();
    script.take(turn, answer::add);
    Answer given = answer.take();
    assertEquals(0, desk.held, "the queue is still held");
    return given;
  }

  private String act(Script script) throws InterruptedException {
    desk.done.clear();
    Answer answer = take(script, new Turn.Action());
    return answer instanceof Answer.Done ? String.join("\n", desk.done) : answer.toString();
  }

  private Verdict collect(Script script, int code, int signal) throws InterruptedException {
    var turn = new Turn.Collect(desk.agents.size(), new Turn.Exit(code, signal));
    return ((Answer.Done) take(script, turn)).verdict();
  }

  private static String failure(Answer answer) {
    return ((Answer.Failed) answer).message();
  }

  @Test
  void textsForTheShell() throws Exception {
    Script script = script("onCreate = 'cp ^sourcePathname ^targetPathdir'");
    desk.add(Kind.CREATE, "d/g");
    assertEquals("run [sh] [-c] [cp \"$1\" \"$2\"] [sh] [/real/src//d/g] [/t//d/]", act(script));
    desk.add(Kind.MODIFY, "x");
    assertEquals("discard Modify: /x", act(script));
  }

  @Test
  void textsForAProgram() throws Exception {
    Script script =
        script("onMove = '/bin/mv ^o.path ^d.pathname', onStartup = '/bin/true ^source'");
    desk.queue.add(
        lockstep.queue.ScriptEvent.move(
            lockstep.event.RelativePath.of("a"), lockstep.event.RelativePath.of("b"), true),
        FakeDesk.NOW);
    assertEquals("run [/bin/mv] [a/] [b]", act(script));
    take(script, new Turn.Init(desk.init()));
    assertEquals("run [/bin/true] [/real/src/]", desk.done.getLast());
  }

  @Test
  void fieldsOfEvents() throws Exception {
    Script script =
        script(
            """
            onCreate = function(e)
              local all = { e.etype, e.status, tostring(e.isdir), e.name, e.basename, e.path, e.pathname,
                e.pathdir, e.source, e.sourcePath, e.sourcePathname, e.sourcePathdir, e.target,
                e.targetPath, e.targetPathname, e.targetPathdir, tostring(e.move), e.config.target }
              spawn(e, 'x', all)
            end
            """);
    desk.add(Kind.CREATE, "d/g");
    assertEquals(
        "run [x] [Create] [wait] [false] [g] [g] [d/g] [d/g] [d/] [/real/src/] [/real/src//d/g]"
            + " [/real/src//d/g] [/real/src//d/] [/t/] [/t//d/g] [/t//d/g] [/t//d/] [nil] [/t/]",
        act(script));
    desk.queue.clear();
    desk.add(Kind.CREATE, "d/");
    assertEquals(
        "run [x] [Create] [wait] [true] [d/] [d] [d/] [d] [] [/real/src/] [/real/src//d/]"
            + " [/real/src//d] [/real/src//] [/t/] [/t//d/] [/t//d] [/t//] [nil] [/t/]",
        act(script));
  }

  @Test
  void unknownFieldsAndGlobals() throws Exception {
    Script script =
        script(
            "onCreate = function(e) return e.time end, onDelete = function() x = 1 end, onModify ="
                + " function() return y end");
    desk.add(Kind.CREATE, "f");
    assertEquals(
        "/c.lua:1: event does not have field \"time\"", failure(take(script, new Turn.Action())));
    desk.queue.clear();
    desk.add(Kind.DELETE, "f");
    assertTrue(failure(take(script, new Turn.Action())).contains("GLOBALS to be created"));
    desk.queue.clear();
    desk.add(Kind.MODIFY, "f");
    assertEquals(
        "/c.lua:1: Access of non-existing global \"y\"", failure(take(script, new Turn.Action())));
  }

  @Test
  void listsWithATestAndPaths() throws Exception {
    Script script =
        script(
            """
            action = function(inlet)
              local list = inlet.getEvents(function(e) return e.etype ~= 'Delete' end)
              local paths = list.getPaths(function(etype, path) return etype .. path end)
              spawn(list, 'ftp', '<', table.concat(paths, ' '), 1, nil, { 'a', 2 })
            end
            """);
    desk.add(Kind.CREATE, "f");
    desk.add(Kind.DELETE, "g");
    desk.add(Kind.MODIFY, "h");
    assertEquals("run [ftp] [1] [a] [2] < Create/f Modify/h", act(script));
    assertEquals(Verdict.OK, collect(script, 0, 0));
    assertEquals(Verdict.DIE, collectAgain(script, 1));
  }

  private Verdict collectAgain(Script script, int code) throws InterruptedException {
    desk.queue.clear();
    desk.add(Kind.CREATE, "again");
    act(script);
    return collect(script, code, 0);
  }

  @Test
  void exitCodesByTable() throws Exception {
    Script script = script("onCreate = 'x ^path', exitcodes = { [0] = 'ok', [7] = 'again' }");
    assertEquals(Verdict.OK, collectAgain(script, 0));
    assertEquals(Verdict.AGAIN, collectAgain(script, 7));
    assertEquals(Verdict.DIE, collectAgain(script, 8));
  }

  @Test
  void whatASignalEndedIsToldAgain() throws Exception {
    Script script = script("onCreate = 'x ^path'");
    desk.add(Kind.CREATE, "f");
    act(script);
    assertEquals(Verdict.AGAIN, collect(script, 0, 9));
  }

  @Test
  void ownCollectAndFieldsOfOnesOwn() throws Exception {
    Script script =
        script(
            """
            onCreate = function(e) e.mine = 'kept'; spawn(e, 'x') end,
            collect = function(agent, code)
              if rawget(agent, 'mine') == 'kept' and agent.path == 'f' and code == 3 then return 'again' end
              return 'die'
            end
            """);
    desk.add(Kind.CREATE, "f");
    act(script);
    assertEquals(Verdict.AGAIN, collect(script, 3, 0));
  }

  @Test
  void functionsOfLayers() throws Exception {
    Script script =
        read(
            """
            sync { default.rsync, source = '/src', target = '/t',
              action = function(inlet) return default.rsync.action(inlet) end,
              init = function(event) log('Normal', 'starting') return default.rsync.init(event) end }
            """);
    take(script, new Turn.Init(desk.init()));
    assertEquals("rsync all", desk.done.getLast());
    desk.queue.clear();
    desk.add(Kind.CREATE, "d/");
    desk.add(Kind.CREATE, "d/f");
    assertEquals("rsync Create: /d/, Create: /d/f", act(script));
    assertEquals(Verdict.OK, collect(script, 23, 0));
  }

  @Test
  void excludesWhileRunning() throws Exception {
    Script script =
        script(
            """
            exclude = { 'a', 'b' },
            action = function(inlet)
              inlet.addExclude('c') inlet.rmExclude('a') inlet.rmExclude('z')
              inlet.discardEvent(inlet.getEvent())
            end
            """);
    desk.add(Kind.CREATE, "f");
    assertEquals("rules - a, - b, - c\nrules - b, - c\ndiscard Create: /f", act(script));
  }

  @Test
  void misuseOfSpawn() throws Exception {
    for (String[] one :
        new String[][] {
          {"spawn('x', 'y')", "spawning with an invalid agent"},
          {"spawn(e, e)", "calling spawn(agent, binary, ...): binary is not a string"},
          {"spawn(e, 'x') spawn(e, 'x')", "spawn() called on an non-waiting event"},
          {
            "spawn(e, 'x', { {} })",
            "an argument of spawn() must be a string, a number or a list of these, not a table"
          },
          {"spawn(e, 'x', 'a\\0b')", "an argument of spawn() holds a NUL character"},
          {"e.inlet.nonsense()", "inlet does not have function \"nonsense\""},
        }) {
      Script script = script("onCreate = function(e) " + one[0] + " end");
      desk.queue.clear();
      desk.add(Kind.CREATE, "f");
      assertEquals("/c.lua:1: " + one[1], failure(take(script, new Turn.Action())));
    }
  }

  @Test
  void aFailureTellsTheWayToIt() throws Exception {
    Script script =
        read(
            """
            local function deep(e)
              return e.path .. nil
            end
            sync { source = '/src', onCreate = function(e)
              local x = deep(e)
              return x
            end }
            """);
    desk.add(Kind.CREATE, "f");
    var failed = (Answer.Failed) take(script, new Turn.Action());
    assertEquals("/c.lua:2: attempt to concatenate a nil value", failed.message());
    assertEquals(List.of("/c.lua:2", "/c.lua:5"), failed.trace());
  }

  @Test
  void anEndlessScriptIsStopped() throws Exception {
    Script script = script("onCreate = function(e)\n while true do end end");
    desk.add(Kind.CREATE, "f");
    Answer answer = take(script, new Turn.Action());
    assertTrue(failure(answer).contains("does a loop never end?"), failure(answer));
    desk.queue.clear();
    desk.add(Kind.DELETE, "f");
    assertEquals("discard Delete: /f", act(script));
  }

  @Test
  void terminate() throws Exception {
    Script script = script("onCreate = function() pcall(terminate, 7) end");
    desk.add(Kind.CREATE, "f");
    assertEquals(new Answer.Terminate(7), take(script, new Turn.Action()));
  }

  @Test
  void alarmsRing() throws Exception {
    Script script =
        script(
            """
            action = function(inlet)
              local e = inlet.getEvent()
              alarm(now(), function(at, extra) rung = extra end, e.path)
              if rung then spawn(e, rung) end
            end
            """);
    desk.add(Kind.CREATE, "f");
    String answer = act(script);
    while (answer.isEmpty()) {
      answer = act(script);
    }
    assertEquals("run [f]", answer);
  }

  @Test
  void theSameTextIsTheSameScript() throws Exception {
    assertEquals(script("onCreate = 'x'"), script("onCreate = 'x'"));
    assertTrue(!script("onCreate = 'x'").equals(script("onCreate = 'y'")));
  }
}
