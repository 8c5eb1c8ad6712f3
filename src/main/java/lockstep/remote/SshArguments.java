package lockstep.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.config.SshOptions;

/// What is given to ssh for a sync of `default.rsyncssh`: by us, and by rsync.
final class SshArguments {
  private final SshOptions ssh;
  private final List<String> words = new ArrayList<>();

  /// @param shared options with which one connection serves for all, as `-o` takes them; none where
  ///   the configuration has a word of its own to say of that
  SshArguments(SshOptions ssh, Map<String, String> shared) {
    this.ssh = ssh;
    if (ssh.identityFile() != null) {
      words.addAll(List.of("-i", ssh.identityFile()));
    }
    option(ssh.options());
    if (!isSharingConfigured()) {
      option(shared);
    }
    if (ssh.port() != null) {
      words.addAll(List.of("-p", ssh.port()));
    }
    words.addAll(ssh.extra());
  }

  private void option(Map<String, String> options) {
    options.forEach((key, value) -> words.addAll(List.of("-o", key + "=" + value)));
  }

  private boolean isSharingConfigured() {
    return ssh.options().keySet().stream()
            .anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith("control"))
        || ssh.extra().stream().anyMatch(SshArguments::isAboutSharing);
  }

  private static boolean isAboutSharing(String word) {
    return word.toLowerCase(Locale.ROOT).contains("control")
        || word.startsWith("-S")
        || word.startsWith("-F");
  }

  /// The words before the host.
  List<byte[]> words() {
    return Texts.bytes(words);
  }

  /// What rsync is to reach the other end with, or empty if nothing is to be said.
  List<byte[]> rsh() {
    return words.isEmpty()
        ? List.of()
        : List.of(Texts.bytes("--rsh=ssh " + String.join(" ", words)));
  }
}
