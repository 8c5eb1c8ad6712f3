package lockstep;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.Request.StatusRequest;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Errno;
import org.jspecify.annotations.Nullable;

/// Finds the daemon that is meant, and asks it.
///
/// Where none is named it is the one of the usual configuration, and no other: which one happens to
/// run alone is no answer to the question whether everything is on the target.
final class Asking {
  /// The configuration that the systemd unit uses.
  static final AbsolutePath USUAL = AbsolutePath.of("/etc/lsyncd/lsyncd.conf.lua");

  /// For one that is only listed.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final List<Path> directories;
  private final Invocation.Ask ask;

  /// @param directories that daemons may have their sockets in, the best one first
  Asking(List<Path> directories, Invocation.Ask ask) {
    this.directories = directories;
    this.ask = ask;
  }

  /// @return the exit status
  /// @throws ConfigurationException if the daemon cannot be asked; the message is for the operator
  int run() throws ConfigurationException {
    Path denied = null;
    for (Path socket : places()) {
      int error = ControlClient.probe(socket);
      if (error == 0) {
        return new ControlClient(socket).ask(ask.request());
      }
      if (error == -Errno.EAGAIN) {
        throw new ConfigurationException(
            "Lockstep takes no more questions at " + socket + ": it is stopped, or overloaded");
      }
      denied = error == -Errno.EACCES ? socket : denied;
    }
    List<String> others = others();
    if (denied != null && others.isEmpty()) {
      throw new ConfigurationException(
          "permission denied on "
              + denied
              + ": run this as root, or as the user that the daemon runs as");
    }
    Console.printError("Error: " + absence(others));
    return ask.request() instanceof StatusRequest ? Exit.NOT_RUNNING : Exit.FAILURE;
  }

  /// What is said where none is: lines, each with its newline.
  String absence(List<String> others) {
    var text = new StringBuilder("no Lockstep is running " + which() + "\n");
    if (!others.isEmpty()) {
      text.append("These are running; name the one that is meant:\n");
      others.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private List<Path> places() {
    if (ask.socket() != null) {
      return List.of(Path.of(new String(ask.socket().bytes(), StandardCharsets.UTF_8)));
    }
    AbsolutePath config = ask.config() == null ? USUAL : ask.config().path();
    AbsolutePath real = Roots.longestReal(config);
    return directories.stream().map(directory -> ControlPlace.of(directory, real)).toList();
  }

  private String which() {
    if (ask.socket() != null) {
      return "at " + ask.socket();
    }
    return "with " + (ask.config() == null ? USUAL.toString() : ask.config().typed());
  }

  /// How each daemon that runs is asked the same.
  List<String> others() {
    var others = new ArrayList<String>();
    for (Path directory : directories) {
      try (DirectoryStream<Path> sockets =
          Files.newDirectoryStream(directory, "*" + ControlPlace.SUFFIX)) {
        for (Path socket : sockets) {
          String line = line(socket);
          if (line != null) {
            others.add(line);
          }
        }
      } catch (IOException _) {
        // no such directory, or not for us: no daemon that we can ask
      }
    }
    return others;
  }

  private @Nullable String line(Path socket) {
    String command = "lockstep " + ask.request().word() + " ";
    try {
      String who = new ControlClient(socket, PATIENCE).who();
      return command + (who.startsWith("/") ? who : "-socket " + socket + "  (" + who + ")");
    } catch (InterruptedIOException _) {
      return command + "-socket " + socket + "  (does not answer)";
    } catch (IOException _) {
      return null; // left behind by one that died
    }
  }
}
