package lockstep;

import static lockstep.linux.Open.AT_FDCWD;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Entries;
import lockstep.linux.Processes;
import lockstep.linux.Statx;

/// The socket at which a running daemon is asked things; see [Wire].
///
/// Only its user (and root) can connect. Each connection has a thread of its own, so a slow one
/// holds up nobody.
final class ControlSocket implements AutoCloseable {
  /// More connections at once are turned away.
  private static final int MOST_CONNECTIONS = 64;

  private static final Reply BUSY =
      new Reply(
          Exit.FAILURE, List.of("too many programs ask Lockstep at once; try again in a moment"));

  private static final int OWNER_ONLY = 0177;
  private static final long STACK = 256 * 1024;

  private final ServerSocketChannel server;
  private final byte[] path;
  private final long inode;
  private final Semaphore free = new Semaphore(MOST_CONNECTIONS);

  private ControlSocket(ServerSocketChannel server, byte[] path) {
    this.server = server;
    this.path = path;
    this.inode = inode(path);
  }

  /// Opens the socket. One that a daemon left behind when it died is replaced.
  ///
  /// @throws IOException if it cannot be opened
  /// @throws ConfigurationException if another daemon answers there
  static ControlSocket open(Path path) throws IOException, ConfigurationException {
    byte[] bytes = AbsolutePath.of(path.toString()).bytes();
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      try {
        bind(server, path);
      } catch (BindException e) {
        removeStale(path, bytes, e);
        bind(server, path);
      }
      return new ControlSocket(server, bytes);
    } catch (IOException | ConfigurationException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Binding never follows a link at the path, and fails where anything is.
  private static void bind(ServerSocketChannel server, Path path) throws IOException {
    int before =
        Processes.umask(OWNER_ONLY); // so that there is no moment at which others can connect
    try {
      server.bind(UnixDomainSocketAddress.of(path));
    } finally {
      Processes.umask(before);
    }
  }

  private static void removeStale(Path path, byte[] bytes, BindException failure)
      throws IOException, ConfigurationException {
    Statx stat = Statx.current();
    if (stat.statx(AT_FDCWD, bytes, Statx.AT_SYMLINK_NOFOLLOW) != 0) {
      throw failure; // the directory is missing
    }
    if ((stat.mode() & Statx.S_IFMT) != Statx.S_IFSOCK) {
      throw new IOException(
          "something that is no socket has this name; remove it, or name another");
    }
    if (answers(path)) {
      throw taken(path);
    }
    Entries.unlinkat(AT_FDCWD, bytes, 0);
  }

  /// What is said where another daemon answers.
  static ConfigurationException taken(Path path) {
    return new ConfigurationException(
        "another Lockstep runs with this configuration: it answers at " + path);
  }

  private static boolean answers(Path path) {
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return true;
    } catch (IOException _) {
      return false; // refused: whoever bound it is gone
    }
  }

  /// Begins to take requests.
  ///
  /// @param who what the daemon runs, as its operator would name it
  void serve(Loop loop, String who) {
    start("control", () -> accept(loop, who));
  }

  private void accept(Loop loop, String who) {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (free.tryAcquire()) {
          start("control-connection", () -> serve(channel, loop, who));
        } else {
          turnAway(channel);
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          Log.DEBUG.debug("control socket: {}", String.valueOf(e.getMessage()));
          pause(); // out of descriptors, most likely
        }
      }
    }
  }

  /// So short an answer always fits into the buffer of a new connection.
  private static void turnAway(SocketChannel channel) throws IOException {
    try (channel) {
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(Wire.lines(BUSY).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel channel, Loop loop, String who) {
    try (channel;
        var peer = new Peer(channel)) {
      Connection.serve(peer, loop, who);
    } catch (IOException e) {
      Log.DEBUG.debug("control connection: {}", String.valueOf(e.getMessage()));
    } finally {
      free.release();
    }
  }

  private static void start(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon().stackSize(STACK).start(work);
  }

  private static long inode(byte[] path) {
    Statx stat = Statx.current();
    return stat.statx(AT_FDCWD, path, Statx.AT_SYMLINK_NOFOLLOW) == 0 ? stat.inode() : -1;
  }

  /// Takes no more requests and removes the socket, unless another one is in its place.
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException _) {
      // nobody can connect any more in any case
    }
    if (inode >= 0 && inode(path) == inode) {
      Entries.unlinkat(AT_FDCWD, path, 0);
    }
  }
}
