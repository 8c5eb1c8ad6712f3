package lockstep.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Host, directory and `ssh` table of `default.rsyncssh`. Texts hold a character for each byte (ISO
/// 8859-1).
///
/// @param host such as `user@host`
/// @param directory the target directory there
/// @param binary the program to run
/// @param options what is given with `-o`
/// @param extra further arguments
public record SshOptions(
    String host,
    String directory,
    String binary,
    @Nullable String identityFile,
    SortedMap<String, String> options,
    @Nullable String port,
    List<String> extra) {
  public SshOptions {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    extra = List.copyOf(extra);
  }
}
