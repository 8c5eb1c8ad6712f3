package lockstep.lua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.ResourceFinder;

/// Chunks from strings and files: `load`, `loadfile`, `dofile` and `require`. Only source text;
/// luaj would also take bytecode, and Java classes for modules.
final class Modules implements Library, Globals.Undumper, ResourceFinder {
  private static final String PATH =
      "/usr/local/share/lua/5.3/?.lua;/usr/local/share/lua/5.3/?/init.lua;"
          + "/usr/share/lua/5.3/?.lua;/usr/share/lua/5.3/?/init.lua;./?.lua;./?/init.lua";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final Globals globals;
  private final CallStack stack;
  private final Files files;
  private final Libraries libraries;
  private Consumer<byte[]> reader = _ -> {};

  /// Reads a file whole.
  interface Files {
    byte[] read(byte[] name) throws IOException;
  }

  Modules(Globals globals, CallStack stack, Files files) {
    this.files = files;
    this.globals = globals;
    this.stack = stack;
    this.libraries = new Libraries(globals, stack);
  }

  /// Shows the text of each chunk that is compiled.
  void onText(Consumer<byte[]> other) {
    reader = other;
  }

  void install() {
    globals.compiler = LuaC.instance;
    globals.loader = LuaC.instance;
    globals.undumper = this;
    globals.finder = this;
    globals.load(new PackageLib());
    var path = System.getenv("LUA_PATH");
    globals.get("package").set("path", path == null ? PATH : path.replace(";;", ";" + PATH + ";"));
    var searchers = globals.get("package").get("searchers");
    searchers.set(2, new Native("searcher", this));
    searchers.set(3, LuaValue.NIL); // loads Java classes
    install(globals, "load", "loadstring", "loadfile", "dofile"); // loadstring is Lua 5.1's name
  }

  @Override
  public Varargs call(String function, Varargs arguments) {
    return switch (function) {
      case "load", "loadstring" -> load(arguments);
      case "loadfile" -> loadFile(arguments);
      case "dofile" -> doFile(arguments);
      case "searcher" -> search(arguments);
      default -> throw Library.unknown(function);
    };
  }

  /// Finds nothing but text, whatever the bytes.
  @Override
  public @Nullable Prototype undump(InputStream stream, String name) {
    return null;
  }

  @Override
  public @Nullable InputStream findResource(String name) {
    try {
      return new ByteArrayInputStream(source(files.read(name.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      return null; // the caller tries the next place, and names all of them in the end
    }
  }

  /// The text without a byte order mark, which Lua ignores.
  private static byte[] source(byte[] content) {
    boolean marked = content.length >= 3 && Arrays.equals(content, 0, 3, BYTE_ORDER_MARK, 0, 3);
    return marked ? Arrays.copyOfRange(content, 3, content.length) : content;
  }

  /// Compiles a chunk.
  ///
  /// @param name as Lua writes it: `@` and the name of a file, or the text itself
  /// @throws LuaError if it is no Lua
  LuaValue compile(byte[] content, String name, LuaValue environment) {
    byte[] source = source(content);
    reader.accept(source);
    var text = new SourceText(source, name);
    text.check();
    libraries.prepare(source);
    try {
      return globals.load(text, name, "t", environment);
    } catch (LuaError e) {
      throw new Raised(Syntax.message(String.valueOf(e.getMessage()), text));
    }
  }

  private Varargs load(Varargs arguments) {
    var chunk = arguments.arg1();
    byte[] source = Chunks.bytes(chunk.isfunction() ? pieces(chunk) : arguments.checkstring(1));
    var name =
        arguments.optstring(2, chunk.isfunction() ? Chunks.string("=(load)") : chunk.strvalue());
    return attempt(source, Chunks.text(name), arguments.arg(4));
  }

  private LuaString pieces(LuaValue function) {
    var all = LuaValue.EMPTYSTRING;
    while (true) {
      var piece = function.call();
      if (!piece.isstring() || piece.strvalue().length() == 0) {
        return all;
      }
      stack.checkLength((long) all.length() + piece.strvalue().length());
      stack.check();
      all = (LuaString) all.concat(piece);
    }
  }

  private Varargs attempt(byte[] source, String name, LuaValue environment) {
    try {
      return compile(source, name, environment.isnil() ? globals : environment);
    } catch (Raised e) {
      return LuaValue.varargsOf(LuaValue.NIL, e.value());
    }
  }

  /// Finds the file of a module, for `require`.
  private Varargs search(Varargs arguments) {
    var library = globals.get("package");
    var found =
        library.get("searchpath").invoke(LuaValue.varargsOf(arguments.arg1(), library.get("path")));
    if (found.isnil(1)) {
      return found.arg(2);
    }
    try {
      var name = found.arg1().checkstring();
      return LuaValue.varargsOf(
          compile(files.read(Chunks.bytes(name)), "@" + Chunks.text(name), globals), name);
    } catch (IOException e) {
      throw stack.raised(cannotOpen(found.arg1().checkstring(), e));
    }
  }

  private Varargs loadFile(Varargs arguments) {
    var name = arguments.checkstring(1);
    try {
      return attempt(files.read(Chunks.bytes(name)), "@" + Chunks.text(name), arguments.arg(3));
    } catch (IOException e) {
      return LuaValue.varargsOf(LuaValue.NIL, Chunks.string(cannotOpen(name, e)));
    }
  }

  private Varargs doFile(Varargs arguments) {
    var name = arguments.checkstring(1);
    try {
      return compile(files.read(Chunks.bytes(name)), "@" + Chunks.text(name), globals).invoke();
    } catch (IOException e) {
      throw stack.raised(cannotOpen(name, e));
    }
  }

  private static String cannotOpen(LuaString name, IOException e) {
    return "cannot open " + Chunks.text(name) + ": " + e.getMessage();
  }
}
