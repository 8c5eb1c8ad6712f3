package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Configurations that must not be run: each is refused with a message that names the place, at
/// `check` as at the start, and nothing is touched.
class RefusalsIT {
  /// What is wrong, the file, and what the message must hold.
  private record Case(String name, String text, String message) {}

  private static final List<Case> CASES =
      List.of(
          sync("an empty target", "source = 'HOME/tree', target = ''", "conf.lua:1"),
          sync("the root as target", "source = 'HOME/tree', target = '/'", "conf.lua:1"),
          sync("the root by another name", "source = 'HOME/tree', target = '/..//.'", "conf.lua:1"),
          sync("the source as target", "source = 'HOME/tree', target = 'HOME/tree/'", "conf.lua:1"),
          sync("a target within", "source = 'HOME/tree', target = 'HOME/tree/in'", "conf.lua:1"),
          sync("a source within", "source = 'HOME/tree/in', target = 'HOME/tree'", "conf.lua:1"),
          sync("within by a link", "source = 'HOME/tree', target = 'HOME/link/in'", "conf.lua:1"),
          sync("the source by a link", "source = 'HOME/link', target = 'HOME/tree'", "conf.lua:1"),
          sync(
              "within by dots", "source = 'HOME/tree', target = 'HOME/t/../tree/in'", "conf.lua:1"),
          sync("a relative target", "source = 'HOME/tree', target = 'there'", "conf.lua:1"),
          sync("no source", "source = 'HOME/nowhere', target = 'HOME/t'", "HOME/nowhere"),
          sync("a file as source", "source = 'HOME/file', target = 'HOME/t'", "HOME/file"),
          sync("a file as target", "source = 'HOME/tree', target = 'HOME/file'", "conf.lua:1"),
          sync("no target", "source = 'HOME/tree'", "conf.lua:1"),
          sync("an unknown key", "source = 'HOME/tree', target = 'HOME/t', dealy = 1", "dealy"),
          sync("a negative delay", "source = 'HOME/tree', target = 'HOME/t', delay = -1", "delay"),
          sync(
              "a wrong option",
              "source = 'HOME/tree', target = 'HOME/t', rsync = { archiv = true }",
              "rsync.archiv"),
          new Case(
              "an unknown layer", "sync { default.rsnyc, source = 'HOME/tree' }", "conf.lua:1"),
          new Case("an unknown setting", "settings { logfiel = 'x' }", "logfiel"),
          new Case("a syntax error", "sync {\n source = ,\n}", "conf.lua:2"),
          new Case("nothing", "", "Nothing to watch"),
          new Case(
              "one target twice",
              "sync { source = 'HOME/tree/in', target = 'HOME/t' }\n"
                  + "sync { source = 'HOME/other', target = 'HOME/t' }",
              "conf.lua:2"),
          new Case(
              "a circle",
              "sync { source = 'HOME/tree', target = 'HOME/other' }\n"
                  + "sync { source = 'HOME/other', target = 'HOME/tree' }",
              "conf.lua:2"),
          new Case("endless, a loop", "while true do end", ": the configuration runs"),
          new Case(
              "endless memory",
              "x = {} while true do x[#x + 1] = ('x'):rep(9999999) end",
              "lsyncd.conf.lua:1: "),
          new Case("endless recursion", "function f() return 1 + f() end f()", "conf.lua:1"));

  private static Case sync(String name, String values, String message) {
    return new Case(name, "sync { default.rsync, " + values + " }", message);
  }

  @Test
  void eachIsRefusedAndNothingTouched() throws Exception {
    try (Stage stage = Stage.create()) {
      for (String directory : List.of("tree/in", "other", "t")) {
        Files.writeString(
            Files.createDirectories(stage.home.resolve(directory)).resolve("canary"), "alive");
      }
      Files.writeString(stage.home.resolve("tree/canary"), "alive");
      Files.writeString(stage.home.resolve("file"), "alive");
      Files.createSymbolicLink(stage.home.resolve("link"), stage.home.resolve("tree"));
      List<String> before = tree(stage);
      var wrong = new ArrayList<String>();
      for (Case one : CASES) {
        stage.configure(one.text());
        wrong.addAll(problems(stage, one, "check"));
        if (!one.name().startsWith("endless")) { // which takes its time
          wrong.addAll(problems(stage, one, "-nodaemon"));
        }
      }
      assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
      assertEquals(before, tree(stage));
    }
  }

  private static List<String> problems(Stage stage, Case one, String word) throws Exception {
    var wrong = new ArrayList<String>();
    // A daemon that is not refused would run for ever.
    var outcome =
        stage.sandbox.run(
            "timeout", "40", lockstep.Sandbox.lockstep(), word, stage.configuration.toString());
    String said = outcome.text();
    if (outcome.exit() != 255
        || !said.contains(stage.inPlace(one.message()))
        || said.contains("\tat ")
        || said.contains("internal")) {
      wrong.add(one.name() + ", " + word + ": exit " + outcome.exit() + ": " + said.strip());
    }
    return wrong;
  }

  private static List<String> tree(Stage stage) throws Exception {
    try (var paths = Files.walk(stage.home)) {
      return paths
          .filter(path -> path.getFileName().toString().equals("canary"))
          .map(Object::toString)
          .sorted()
          .toList();
    }
  }
}
