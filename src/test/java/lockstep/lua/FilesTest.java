package lockstep.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Configurations that read other files. `DIR` in a script stands for the directory they are in.
final class FilesTest {
  @TempDir private Path directory;
  private String name = "";

  @BeforeEach
  void nameOfDirectory() {
    name = new String(BytePath.bytes(directory), StandardCharsets.ISO_8859_1);
  }

  private Configuration load(String script) throws ConfigurationException {
    byte[] content = script.replace("DIR", name).getBytes(StandardCharsets.ISO_8859_1);
    return LuaConfig.load(AbsolutePath.of("/etc/conf.lua"), content, Overrides.NONE);
  }

  private String error(String script) {
    String message =
        String.valueOf(assertThrows(ConfigurationException.class, () -> load(script)).getMessage());
    return message.replace(name, "DIR");
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(directory.resolve(file), content);
  }

  @Test
  void whoCouldChangeWhatItRunsIsTold() throws Exception {
    byte[] content = "dofile('a'); loadfile('b')()".getBytes(StandardCharsets.UTF_8);
    ProgramFiles files =
        (name, warnings) -> {
          String called = new String(name, StandardCharsets.UTF_8);
          warnings.accept(called + " can be written by everybody");
          return called.equals("a")
              ? "settings { insist = true }".getBytes(StandardCharsets.UTF_8)
              : "sync { source = '/a', target = '/b' }".getBytes(StandardCharsets.UTF_8);
        };
    var configuration =
        LuaConfig.load(AbsolutePath.of("/etc/conf.lua"), content, Overrides.NONE, files);
    assertEquals(
        List.of("a can be written by everybody", "b can be written by everybody"),
        configuration.warnings());
    assertEquals(1, configuration.syncs().size());
  }

  @Test
  void filterFiles() throws Exception {
    write("excludes", "# comment\n- foo\n\n  bar\n");
    write("filters", "# comment\n+ /keep\n- /drop\n");
    var sync =
        load("sync { source = '/a', target = '/b', exclude = 'x', excludeFrom = 'DIR/excludes',"
                + " filter = '- first', filterFrom = 'DIR/filters' }")
            .syncs()
            .getFirst();
    assertEquals(
        List.of("- first", "+ /keep", "- /drop", "- x", "- foo", "- bar"), sync.filters().rules());
  }

  @Test
  void filterFileThatIsADirectory() {
    assertEquals(
        "/etc/conf.lua:1: Cannot open exclude file \"DIR\": Is a directory",
        error("sync { source = '/a', target = '/b', excludeFrom = 'DIR' }"));
  }

  @Test
  void listOfHosts() throws Exception {
    write("hosts", "one\ntwo\n");
    var configuration =
        load(
            "for host in io.lines('DIR/hosts') do sync { source = '/a', target = '/t/' .. host,"
                + " name = host } end");
    assertEquals(
        List.of("one", "two"), configuration.syncs().stream().map(each -> each.name()).toList());
  }

  @Test
  void modules() throws Exception {
    write("shared.lua", "return { target = '/t' }");
    write("more.lua", "source = '/s'");
    var sync =
        load("package.path = 'DIR/?.lua;' .. package.path dofile('DIR/more.lua') sync { require"
                + " 'shared', source = source }")
            .syncs()
            .getFirst();
    assertEquals("/s -> /t", sync.source() + " -> " + sync.target());
  }

  @Test
  void errorsInModulesNameTheirFile() throws Exception {
    write("broken.lua", "\nx = = 1\n");
    write("failing.lua", "\nlocal t\nreturn t.x\n");
    assertEquals("DIR/broken.lua:2: unexpected symbol near '='", error("dofile 'DIR/broken.lua'"));
    assertEquals(
        "DIR/broken.lua:2: unexpected symbol near '='",
        error("package.path = 'DIR/?.lua' require 'broken'"));
    assertEquals(
        "DIR/failing.lua:3: attempt to index a nil value (local 't')",
        error("dofile 'DIR/failing.lua'"));
  }

  @Test
  void noJavaClassesAsModules() {
    assertEquals(
        "/etc/conf.lua:1: module 'java.lang.Object' not found: java.lang.Object",
        error("package.path = '' require 'java.lang.Object'").lines().findFirst().orElseThrow());
  }

  @Test
  void namesOfAnyBytes() throws Exception {
    byte[] odd = (name + "/caf\u00e9\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    Files.createDirectory(BytePath.of(odd));
    write("plain", "");
    var syncs =
        load("for entry, isdir in pairs(readdir('DIR')) do if isdir then sync { source = 'DIR/' .."
                + " entry, target = '/t' } end end")
            .syncs();
    assertEquals(List.of(AbsolutePath.of(odd)), syncs.stream().map(each -> each.source()).toList());
  }

  @Test
  void ownFile() {
    assertEquals(
        "/etc/conf.lua:1: @/etc/conf.lua /etc/conf.lua 1",
        error(
            "local i = debug.getinfo(1, 'Sl') error(i.source .. ' ' .. i.short_src .. ' ' .."
                + " i.currentline)"));
  }

  @Test
  void commandsOfAnyBytes() {
    assertEquals(
        "/etc/conf.lua:1: x\\xff'%y\"$z",
        error("local p = io.popen(\"printf %s 'x\\255'\\\\''%y\\\"$z'\") error(p:read('*a'))"));
  }
}
