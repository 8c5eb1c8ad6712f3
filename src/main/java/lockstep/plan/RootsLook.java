package lockstep.plan;

/// A question whether both roots of a sync are in place, asked at a certain moment.
///
/// That all is on the target which has been heard of is worth nothing if one of them was replaced
/// since it was looked at last.
final class RootsLook implements Look {
  private final Sync sync;
  private final long probes;

  /// @param probes how many probes of the roots had begun: a later one has to answer
  RootsLook(Sync sync, long probes) {
    this.sync = sync;
    this.probes = probes;
  }

  @Override
  public boolean isOver() {
    return !sync.isInStep()
        || sync.probes().isSoundAfter(probes)
        || sync.probes().problemAfter(probes) != null;
  }
}
