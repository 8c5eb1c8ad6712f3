package lockstep.tree;

/// The process that uses a [MemoryTree] ended here, as by `kill -9`: from now on every operation of
/// it ends in the same way, so that no cleaning up happens.
public final class MemoryCrash extends Error {
  private static final long serialVersionUID = 1;

  public MemoryCrash() {
    super("crash", null, false, false);
  }
}
