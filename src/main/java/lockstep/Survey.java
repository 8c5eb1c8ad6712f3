package lockstep;

import java.io.IOException;
import lockstep.config.ConfigurationException;
import lockstep.config.DeletePolicy;
import lockstep.config.Engine;
import lockstep.config.SyncDefinition;
import lockstep.config.Target;
import lockstep.copy.Places;
import lockstep.copy.Rehearsal;
import lockstep.copy.TreeCopier;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.tree.LinuxTree;
import lockstep.tree.Tree;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// The two trees of one sync compared as its start would compare them, without changing anything.
final class Survey {
  private final SyncDefinition sync;
  private final Surroundings surroundings;

  Survey(SyncDefinition sync, Surroundings surroundings) {
    this.sync = sync;
    this.surroundings = surroundings;
  }

  /// @param plan whether it is told what would halt a start: a mount that is missing, an empty
  ///   source, too much to delete
  /// @param counts of what `audience` is told
  /// @return why a start would halt, or null
  /// @throws ConfigurationException if this sync's trees cannot be compared here
  /// @throws IOException if they cannot be opened
  @Nullable String run(
      RelativePath from,
      boolean plan,
      boolean checksum,
      SurveyCounts counts,
      Rehearsal.Audience audience)
      throws ConfigurationException, IOException, InterruptedException {
    AbsolutePath directory = target();
    String missing = plan ? surroundings.checkMounts(sync, false) : null;
    if (missing != null) {
      return missing;
    }
    try (Tree source = surroundings.openSource(sync);
        Tree target = open(directory);
        Places places = CopyPlaces.toLookAt(sync.rsync(), directory);
        Surroundings.Workers workers = surroundings.workers(sync)) {
      workers.fit();
      var copier =
          TreeCopier.rehearsal(
              source,
              target,
              sync.filters(),
              CopyTerms.of(sync.rsync()),
              places,
              checksum,
              (_, _) -> {},
              workers);
      var rehearsal = new Rehearsal(copier, workers, workers.width(), deletes(), checksum);
      String halt = rehearsal.run(from, !plan, audience);
      boolean whole = plan && from.isRoot();
      return halt == null && whole ? tooMuch(counts.deleted, rehearsal.entries()) : halt;
    }
  }

  /// As the brake of the daemon decides.
  private @Nullable String tooMuch(long deleted, long entries) {
    return sync.maxDelete().allows(deleted, entries)
        ? null
        : "the comparison would delete %d of %d entries of the target, more than maxDelete (%s) allows; it deletes them after 'lockstep resume'"
            .formatted(deleted, entries, sync.maxDelete());
  }

  private AbsolutePath target() throws ConfigurationException {
    if (sync.engine().engine() != Engine.BUILT_IN
        || !(sync.target() instanceof Target.LocalDirectory(AbsolutePath path))) {
      throw new ConfigurationException(
          sync.name()
              + " cannot be compared here, because "
              + sync.engine().why()
              + ": it is not Lockstep that copies");
    }
    return path;
  }

  /// The target, or null where a start would make it.
  private static @Nullable Tree open(AbsolutePath directory) throws TreeException {
    try {
      return LinuxTree.open(directory);
    } catch (TreeException e) {
      if (e.reason() == TreeException.Reason.ABSENT) {
        return null;
      }
      throw e;
    }
  }

  private boolean deletes() {
    return sync.delete() == DeletePolicy.ALWAYS || sync.delete() == DeletePolicy.STARTUP;
  }
}
