package lockstep.config;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a sync for which rsync is run has besides its options. Texts hold a character for each byte
/// (ISO 8859-1).
///
/// @param filters the filter rules as configured
/// @param excludes the excludes as configured
/// @param exits what rsync's exit codes mean
/// @param batchSizeLimit files of more bytes are given a run of their own
/// @param ssh how the other end is reached by ssh; null if rsync sees to that
public record RsyncRun(
    List<String> filters,
    List<String> excludes,
    ExitTable exits,
    OptionalLong batchSizeLimit,
    @Nullable SshOptions ssh) {
  /// Without rules, and with lsyncd's exit codes.
  public static final RsyncRun PLAIN =
      new RsyncRun(List.of(), List.of(), ExitTable.RSYNC, OptionalLong.empty(), null);

  public RsyncRun {
    filters = List.copyOf(filters);
    excludes = List.copyOf(excludes);
  }
}
