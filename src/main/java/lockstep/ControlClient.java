package lockstep;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;
import lockstep.config.ConfigurationException;
import org.jspecify.annotations.Nullable;

/// Asks a running daemon, and prints its answer.
final class ControlClient {
  /// The loop answers within milliseconds unless the machine is in great trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration FOR_EVER = Duration.ofDays(365 * 100L);

  /// One line holds a whole JSON report.
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private ControlClient() {}

  /// Sends a request and prints what comes back.
  ///
  /// @param sockets where the daemon may be, the best place first
  /// @return the exit status
  static int ask(Request request, List<Path> sockets, String daemon) throws ConfigurationException {
    SocketChannel channel = connect(sockets);
    if (channel == null) {
      Console.printError("Error: no Lockstep is running" + daemon + "\n");
      return request instanceof StatusRequest ? Exit.NOT_RUNNING : Exit.FAILURE;
    }
    try {
      return exchange(request, channel, line -> Console.print(line + "\n"));
    } catch (EOFException _) {
      throw new ConfigurationException("Lockstep ended before it answered");
    } catch (IOException e) {
      throw new ConfigurationException("cannot ask Lockstep: " + e.getMessage());
    }
  }

  /// Sends a request and takes the lines that come back.
  ///
  /// @param channel connected; closed then
  /// @return the exit status
  private static int exchange(Request request, SocketChannel channel, Consumer<String> lines)
      throws IOException {
    try (channel;
        var peer = new Peer(channel)) {
      peer.write(Wire.line(request), PATIENCE);
      return read(peer, patience(request), lines);
    }
  }

  /// How a daemon stands, if there is one: its JSON report.
  static Optional<String> status(List<Path> sockets) throws IOException, ConfigurationException {
    SocketChannel channel = connect(sockets);
    if (channel == null) {
      return Optional.empty();
    }
    var report = new StringBuilder();
    exchange(new StatusRequest(true), channel, report::append);
    return Optional.of(report.toString());
  }

  private static Duration patience(Request request) {
    if (request instanceof WaitRequest(var timeout)) {
      return timeout == null ? FOR_EVER : timeout.plus(PATIENCE);
    }
    return PATIENCE;
  }

  private static @Nullable SocketChannel connect(List<Path> sockets) throws ConfigurationException {
    for (Path socket : sockets) {
      try {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
      } catch (IOException e) {
        if (Files.exists(socket) && !Files.isWritable(socket)) {
          throw new ConfigurationException(
              "not allowed to ask Lockstep at " + socket + ": " + e.getMessage());
        }
      }
    }
    return null;
  }

  private static int read(Peer peer, Duration patience, Consumer<String> lines) throws IOException {
    while (true) {
      String line = peer.readLine(LONGEST_LINE, patience);
      if (line.matches("=[0-9]{1,3}")) {
        return Integer.parseInt(line.substring(1));
      }
      if (!line.startsWith("|")) {
        throw new IOException("the answer is not in Lockstep's language");
      }
      lines.accept(line.substring(1));
    }
  }

  /// The sockets of all daemons that answer.
  static List<Path> running(List<Path> directories) {
    var running = new ArrayList<Path>();
    for (Path directory : directories) {
      try (DirectoryStream<Path> sockets =
          Files.newDirectoryStream(directory, "*" + ControlPlace.SUFFIX)) {
        for (Path socket : sockets) {
          if (answers(socket)) {
            running.add(socket);
          }
        }
      } catch (IOException _) {
        // no such directory: no daemon has run here
      }
    }
    return running;
  }

  private static boolean answers(Path socket) {
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException _) {
      return false; // left behind, or another user's
    }
  }
}
