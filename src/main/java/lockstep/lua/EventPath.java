package lockstep.lua;

import java.util.Arrays;
import lockstep.event.RelativePath;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEntry;
import lockstep.queue.ScriptEvent;
import org.luaj.vm2.LuaString;

/// The path of an event in the parts that lsyncd gives to scripts. Inside it begins with a slash,
/// and ends in one if it is that of a directory; that of a start is empty.
record EventPath(byte[] path) {
  /// @param arrival whether it is the destination of a move
  static EventPath of(ScriptEntry entry, boolean arrival) {
    ScriptEvent event = entry.event();
    RelativePath to = event.destination();
    RelativePath path = arrival && to != null ? to : event.path();
    if (event.kind() == Kind.INIT || event.kind() == Kind.BLANKET) {
      return new EventPath(new byte[0]);
    }
    byte[] bytes = path.bytes();
    boolean slash = event.directory() && bytes.length > 0;
    var spelled = new byte[bytes.length + (slash ? 2 : 1)];
    spelled[0] = '/';
    System.arraycopy(bytes, 0, spelled, 1, bytes.length);
    spelled[spelled.length - 1] = slash ? (byte) '/' : spelled[spelled.length - 1];
    return new EventPath(spelled);
  }

  private int end() {
    return path.length > 1 && path[path.length - 1] == '/' ? path.length - 1 : path.length;
  }

  /// Where the last name begins.
  private int name() {
    int i = end();
    while (i > 0 && path[i - 1] != '/') {
      i--;
    }
    return i;
  }

  boolean isEmpty() {
    return path.length == 0;
  }

  LuaString whole() {
    return part(0, path.length);
  }

  LuaString withoutSlash() {
    return part(0, end());
  }

  /// Up to the last name, with the slash before it.
  LuaString directory() {
    return part(0, name());
  }

  LuaString lastName(boolean slash) {
    return part(name(), slash ? path.length : end());
  }

  /// The same three without the slash at the beginning.
  LuaString relative() {
    return part(Math.min(1, path.length), path.length);
  }

  LuaString relativeWithoutSlash() {
    return part(Math.min(1, path.length), Math.max(Math.min(1, path.length), end()));
  }

  LuaString relativeDirectory() {
    int start = Math.min(1, path.length);
    return part(start, Math.max(start, name()));
  }

  private LuaString part(int from, int to) {
    return LuaString.valueUsing(Arrays.copyOfRange(path, from, to));
  }
}
