package lockstep;

import lockstep.plan.Outcome;
import lockstep.tree.Directory;
import lockstep.tree.Stat;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// What a [Mutant] calls instead of the right thing.
public final class MutantDoubles {
  private MutantDoubles() {}

  /// Takes what cannot be looked at for absent.
  public static @Nullable Stat statOrAbsent(Directory directory, byte[] name) {
    try {
      return directory.stat(name);
    } catch (TreeException _) {
      return null; // which is the mistake
    }
  }

  /// Finds every root in place.
  static Outcome alwaysSound(Site site) {
    return site.getClass() == MountedSite.class ? Outcome.DONE : Outcome.failed("never");
  }
}
