package lockstep;

/// What may make a history hard; each has a few of them, so that each is met in many company.
enum SimulationTrouble {
  /// writers act in the middle of a copy
  WRITES_DURING_COPIES(3),
  /// the process is killed
  CRASHES(5),
  SOURCE_FAILS(6),
  /// calls on the target fail now and then, or were done although they fail
  TARGET_FAILS(4),
  /// the target is full, read-only or gone for a while
  OUTAGES(8),
  OVERFLOWS(4),
  FEW_WATCHES(8),
  HARD_LINKS(4),
  /// some names are left out; not with hard links, as what is written under a name that is left out
  /// is not heard of
  FILTERS(6),
  /// the configuration is read again, often changed
  RELOADS(4),
  /// a second target, whose sync comes and goes where there are reloads
  TWO_TARGETS(5),
  /// either side is unmounted and mounted again
  UNMOUNTS(6),
  /// others change the target
  TARGET_WRITERS(10),
  CLOCK_SET_BACK(8),
  NO_MOVES(3),
  /// files are so big that only their changes are written, on a target that shares blocks
  BIG_FILES(16),
  /// source and target are mounted into each other at times; not where other mounts come and go
  BINDS(8),
  /// nothing may be deleted that no event told of, without the operator's word; with one target
  /// that only we change
  BRAKED(6),
  /// all that happens is mail; with one target that only we change, and where nothing fails
  MAIL(8);

  /// One history in so many has it.
  final int rarity;

  SimulationTrouble(int rarity) {
    this.rarity = rarity;
  }
}
