package lockstep;

import lockstep.config.SyncDefinition;
import lockstep.copy.Rehearsal;
import org.jspecify.annotations.Nullable;

/// What a survey says to whoever asked for it, while it goes on.
///
/// For each sync [#begin], then what the copier tells, then [#end]; at last [#close].
interface SurveyReport extends Rehearsal.Audience {
  void begin(SyncDefinition sync);

  /// @param halt why a start would halt, or why the sync could not be compared to its end
  void end(SurveyCounts counts, @Nullable String halt);

  /// @param daemon whether one runs, and how it stands
  void close(boolean equal, DaemonState daemon);
}
