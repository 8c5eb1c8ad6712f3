package lockstep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lockstep.config.Configuration;
import lockstep.config.ConfigurationException;
import lockstep.config.Overrides;
import lockstep.copy.Change;
import lockstep.copy.Rehearsal;
import lockstep.copy.Report;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// `lockstep verify` and `lockstep plan`: surveys the syncs of a configuration, in this process,
/// whether or not a daemon runs.
final class SurveyCommand {
  private final Invocation.Survey asked;
  private final Loader loader;
  private final @Nullable AbsolutePath path;
  private final List<Path> sockets;

  SurveyCommand(Invocation.Survey asked, ConfigReader reader, List<Path> directories) {
    this.asked = asked;
    AbsolutePath otherwise = asked.otherwise();
    if (otherwise != null && Roots.isDirectory(asked.config().path())) {
      var usual = new Invocation.ConfigPath(otherwise, otherwise.toString());
      this.loader = new Loader.OfFile(usual, Overrides.NONE, reader);
      this.path = asked.config().path();
    } else {
      this.loader = new Loader.OfFile(asked.config(), Overrides.NONE, reader);
      this.path = asked.path();
    }
    this.sockets = directories.stream().map(loader::socket).toList();
  }

  /// @return the exit status
  int run() throws ConfigurationException {
    Configuration configuration = loader.load();
    configuration.warnings().forEach(Log.WARN::warn);
    List<Aim> aims = Aim.of(configuration.syncs(), path);
    var surroundings = new LinuxSurroundings(configuration::settings);
    SurveyReport report = report();
    DaemonState before = DaemonState.ask(sockets);
    int exit = Exit.SUCCESS;
    for (Aim aim : aims) {
      exit = Math.max(exit, survey(aim, surroundings, report));
    }
    report.close(exit == Exit.SUCCESS, before.and(DaemonState.ask(sockets)));
    return exit;
  }

  private SurveyReport report() {
    return asked.json()
        ? new SurveyJson(asked.plan(), Instant.now(), new BufferedWriter(new Out()))
        : new SurveyText(
            asked.plan(),
            line -> Console.print(line + "\n"),
            line -> Console.printError(LogAppender.harmless(line) + "\n"));
  }

  private int survey(Aim aim, Surroundings surroundings, SurveyReport report) {
    report.begin(aim.sync());
    var counts = new SurveyCounts();
    String halt;
    try {
      halt =
          new Survey(aim.sync(), surroundings)
              .run(
                  aim.from(), asked.plan(), asked.checksum(), counts, new Counting(counts, report));
    } catch (ConfigurationException | IOException e) {
      halt = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      halt = "interrupted";
    }
    report.end(counts, halt);
    boolean compared = halt == null && counts.failed == 0;
    return !compared ? Exit.FAILURE : counts.isEqual() ? Exit.SUCCESS : Exit.DIFFERENT;
  }

  /// Counts what it passes on.
  private record Counting(SurveyCounts counts, Rehearsal.Audience to)
      implements Rehearsal.Audience {
    @Override
    public void change(Change change) {
      counts.add(change);
      to.change(change);
    }

    @Override
    public void unsettled(RelativePath path) {
      counts.changing++;
      to.unsettled(path);
    }

    @Override
    public void failed(Report.Failure failure) {
      counts.failed++;
      to.failed(failure);
    }
  }

  /// Standard output, where nobody listening is no failure.
  private static final class Out extends Writer {
    @Override
    public void write(char[] text, int from, int length) {
      Console.print(new String(text, from, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
