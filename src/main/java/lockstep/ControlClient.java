package lockstep;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import lockstep.Request.StatusRequest;
import lockstep.Request.WaitRequest;
import lockstep.config.ConfigurationException;
import lockstep.linux.Files;
import lockstep.linux.Sockets;

/// Asks the daemon at one socket, and prints its answer.
final class ControlClient {
  /// A daemon answers within milliseconds unless it is stopped or the machine is in great trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration FOR_EVER = Duration.ofDays(365 * 100L);

  /// One line holds a whole JSON report.
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private final Path socket;
  private final Duration patience;

  ControlClient(Path socket) {
    this(socket, PATIENCE);
  }

  /// @param patience with what a running daemon does at once
  ControlClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
  }

  /// Whether somebody answers there: 0, or a negative errno. Java's exceptions do not tell which.
  static int probe(Path socket) {
    int type = Sockets.SOCK_STREAM | Sockets.SOCK_CLOEXEC | Sockets.SOCK_NONBLOCK;
    int fd = Sockets.socket(Sockets.AF_UNIX, type, 0);
    if (fd < 0) {
      return fd;
    }
    int error = Sockets.connect(fd, socket.toString().getBytes(StandardCharsets.UTF_8));
    Files.close(fd);
    return error;
  }

  /// Sends a request and prints what comes back.
  ///
  /// @return the exit status
  int ask(Request request) throws ConfigurationException {
    try {
      if (request instanceof WaitRequest) {
        who(); // a wait may be long, but not because the daemon is stopped
      }
      return print(Wire.line(request), patience(request), ControlClient::print);
    } catch (InterruptedIOException _) {
      throw new ConfigurationException(
          "Lockstep does not answer at %s for %d s: it is stopped, or the machine is overloaded"
              .formatted(socket, patience.toSeconds()));
    } catch (EOFException _) {
      throw new ConfigurationException("Lockstep ended before it answered");
    } catch (IOException e) {
      throw new ConfigurationException("cannot ask Lockstep at " + socket + ": " + e.getMessage());
    }
  }

  private Duration patience(Request request) {
    if (request instanceof WaitRequest(var timeout)) {
      return timeout == null ? FOR_EVER : timeout.plus(patience);
    }
    return patience;
  }

  /// What the daemon runs, as its operator would name it.
  ///
  /// @throws InterruptedIOException if it does not answer
  /// @throws IOException if none is there
  String who() throws IOException {
    var lines = new ArrayList<String>();
    int _ = print(Wire.WHO + "\n", patience, (line, _) -> lines.add(line));
    return lines.size() < 2 ? "" : lines.get(1);
  }

  /// How the daemon stands: its JSON report.
  ///
  /// @throws IOException if none is there, or it does not answer
  String status() throws IOException {
    var report = new StringBuilder();
    int _ = print(Wire.line(new StatusRequest(true)), patience, (line, _) -> report.append(line));
    return report.toString();
  }

  /// Takes a line of the answer.
  private interface Printer {
    void line(String line, boolean error);
  }

  private static void print(String line, boolean error) {
    if (error) {
      Console.printError("Error: " + line + "\n");
    } else {
      Console.print(line + "\n");
    }
  }

  private int print(String request, Duration limit, Printer printer) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        var peer = new Peer(channel)) {
      send(peer, request);
      while (true) {
        String line = peer.readLine(LONGEST_LINE, limit);
        if (line.matches("=[0-9]{1,3}")) {
          return Integer.parseInt(line.substring(1));
        }
        if (!line.startsWith("|") && !line.startsWith("!")) {
          throw new IOException("the answer is not in Lockstep's language");
        }
        printer.line(line.substring(1), line.startsWith("!"));
      }
    }
  }

  /// A daemon that turns us away does not listen, but has said why.
  private void send(Peer peer, String request) throws IOException {
    try {
      peer.write(request, patience);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      Log.DEBUG.debug("control socket: {}", String.valueOf(e.getMessage()));
    }
  }
}
