package lockstep;

/// Exit statuses.
final class Exit {
  static final int SUCCESS = 0;

  /// `wait`: the targets cannot be brought in step, because paths fail or a sync is halted.
  static final int NOT_IN_STEP = 1;

  /// `verify`, `plan`: something differs.
  static final int DIFFERENT = 1;

  /// `wait`: the time is over.
  static final int TIMEOUT = 2;

  /// lsyncd's status for every failure.
  static final int FAILURE = 255;

  /// `status`: there is no daemon. The Linux Standard Base has this number for a program that does
  /// not run.
  static final int NOT_RUNNING = 3;

  /// A mistake of ours from which there is no going on; the service is to be started again.
  static final int INTERNAL = 70;

  private Exit() {}
}
