package lockstep.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A configuration as the text that `lockstep check` prints: every value that is in force, and
/// which engine copies.
public final class CheckReport {
  private final StringBuilder text = new StringBuilder();

  private CheckReport() {}

  /// The text: a paragraph for the settings, one for each sync, and the warnings.
  public static String of(Configuration configuration) {
    var report = new CheckReport();
    report.settings(configuration.settings());
    configuration.syncs().forEach(report::sync);
    report.warnings(configuration.warnings());
    return report.text.toString();
  }

  private void settings(Settings settings) {
    text.append("settings\n");
    line("logfile", settings.logFile());
    line("pidfile", settings.pidFile());
    line("statusFile", settings.statusFile());
    line("statusInterval", seconds(settings.statusInterval()));
    line("nodaemon", settings.noDaemon());
    line("insist", settings.insist());
    line("onepass", settings.onePass());
    line("inotifyMode", settings.inotifyMode().spelling());
    line("logident", settings.logIdent());
    line("logfacility", settings.logFacility());
    line("controlSocket", settings.controlSocket());
    line(
        "maxProcesses",
        settings.maxProcesses().isPresent()
            ? settings.maxProcesses().getAsInt() + " over all syncs"
            : null);
  }

  private void sync(SyncDefinition sync) {
    text.append('\n').append(sync.name()).append(" (").append(sync.where()).append(")\n");
    line("source", sync.source());
    line("target", sync.target());
    line("engine", engine(sync.engine()));
    line("delay", seconds(sync.delay()));
    if (sync.target() instanceof Target.Opaque) {
      line("init", sync.initial() ? "true (the script is called at start)" : "false");
    } else {
      line("delete", delete(sync.delete()));
      line("maxDelete", sync.maxDelete());
      line("init", sync.initial() ? "true (the trees are compared at start)" : "false");
    }
    line("maxDelays", sync.maxDelays());
    line("maxProcesses", sync.maxProcesses());
    if (!(sync.target() instanceof Target.Opaque)) {
      line("rsync", rsync(sync.rsync().effective()));
    }
    list("filters", sync.filters().rules());
  }

  private static String engine(EngineChoice choice) {
    String name =
        switch (choice.engine()) {
          case BUILT_IN -> "built-in copier";
          case RSYNC -> "rsync";
          case SCRIPT -> "script";
        };
    return name + ", because " + choice.why();
  }

  private static String delete(DeletePolicy policy) {
    return switch (policy) {
      case ALWAYS -> "true";
      case NEVER -> "false";
      case STARTUP -> "startup";
      case RUNNING -> "running";
    };
  }

  private static @Nullable String rsync(RsyncOptions options) {
    String text = options.toString();
    return text.isEmpty() ? null : text;
  }

  private static String seconds(Duration duration) {
    var seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    var plain = seconds.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString() + " s";
  }

  private void list(String name, List<String> items) {
    line(name, items.isEmpty() ? null : items.getFirst());
    items.stream().skip(1).forEach(item -> line("", item));
  }

  private void warnings(List<String> warnings) {
    if (!warnings.isEmpty()) {
      text.append('\n');
    }
    warnings.forEach(warning -> text.append("warning: ").append(warning).append('\n'));
  }

  private void line(String name, @Nullable Object value) {
    text.append("  ")
        .append(name)
        .repeat(" ", 16 - name.length())
        .append(value == null ? "-" : value)
        .append('\n');
  }
}
