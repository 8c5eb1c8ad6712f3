package lockstep.plan;

/// A question how a sync stands at a certain moment, until enough is known to answer it.
public interface Look {
  /// Whether it is answered, or nobody would say anyway that the sync is in step.
  boolean isOver();
}
