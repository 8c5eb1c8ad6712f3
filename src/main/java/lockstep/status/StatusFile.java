package lockstep.status;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.plan.SyncStatus;

/// The status file in lsyncd's layout, which other people's monitoring reads.
///
/// Names are printable: a name cannot forge a line. The words are lsyncd's, the first one of the
/// file too.
public final class StatusFile {
  private final StringBuilder line = new StringBuilder();
  private final Lines out;

  private StatusFile(Lines out) {
    this.out = out;
  }

  /// Receives the file line by line, each with its newline.
  @FunctionalInterface
  public interface Lines {
    void accept(CharSequence line);
  }

  public static void write(
      Instant now, ZoneId zone, List<SyncStatus> syncs, Watches watches, Lines out) {
    var file = new StatusFile(out);
    file.end("Lsyncd status report at ", Ctime.of(now, zone));
    file.end();
    syncs.forEach(file::sync);
    file.watches(watches);
  }

  private void sync(SyncStatus sync) {
    end(sync.name(), " source=", slashed(sync.source()));
    end("There are ", Integer.toString(sync.pending()), " delays");
    sync.paths().forEach(this::pending);
    int unlisted = sync.pending() - sync.paths().size();
    if (unlisted > 0) {
      end("and ", Integer.toString(unlisted), " more");
    }
    end("Filtering:");
    if (sync.filters().isEmpty()) {
      end("  nothing.");
    }
    sync.filters().forEach(this::end);
    end();
    end();
  }

  private void pending(SyncStatus.Pending delay) {
    line.append(delay.status()).repeat(' ', Math.max(0, 7 - delay.status().length()));
    line.append(delay.etype()).append(' ');
    path(delay.path(), delay);
    if (delay.destination() != null) {
      line.append(" -> ");
      path(delay.destination(), delay);
    }
    end();
  }

  private void path(RelativePath path, SyncStatus.Pending delay) {
    boolean whole =
        delay.etype().equals("Init")
            || delay.etype().equals("Full")
            || delay.etype().equals("Blanket");
    if (!whole) {
      line.append('/').append(path).append(delay.directory() && !path.isRoot() ? "/" : "");
    }
  }

  private void watches(Watches watches) {
    end("Inotify watching ", Integer.toString(watches.size()), " directories");
    watches.forEach(
        (descriptor, directory) ->
            end("  ", Integer.toString(descriptor), ": ", slashed(directory)));
  }

  private static String slashed(AbsolutePath directory) {
    return directory.isRoot() ? "/" : directory + "/";
  }

  private void end(String... parts) {
    for (String part : parts) {
      line.append(part);
    }
    out.accept(line.append('\n'));
    line.setLength(0);
  }
}
