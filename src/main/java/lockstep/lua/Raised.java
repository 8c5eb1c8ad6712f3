package lockstep.lua;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/// An error whose value is complete: nothing is added to it on its way up.
final class Raised extends LuaError {
  private static final long serialVersionUID = 1;

  private final transient LuaValue value;
  private final boolean bare;

  /// What a script raised, just as it is.
  Raised(LuaValue value) {
    super(Chunks.text(value));
    this.value = value;
    this.bare = true;
  }

  /// A message that tells where it belongs.
  Raised(String text) {
    super(text);
    this.value = Chunks.string(text);
    this.bare = false;
  }

  LuaValue value() {
    return value;
  }

  /// Leaves the Java stack out: nobody reads it, and with thousands of nested calls it would be
  /// slow to collect.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /// Whether the value is the script's own and may not tell where it was raised.
  boolean isBare() {
    return bare;
  }
}
