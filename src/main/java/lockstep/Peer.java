package lockstep;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The other end of a connection, of whom nothing good is assumed: what it sends is bounded, and so
/// is the time that it is waited for.
final class Peer implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocate(8192).flip();

  /// @param channel connected; closed with this
  Peer(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    selector = Selector.open();
    key = channel.register(selector, SelectionKey.OP_READ);
  }

  /// Reads up to the next newline, which is left out.
  ///
  /// @param longest in bytes
  /// @throws EOFException if there is no further whole line
  /// @throws InterruptedIOException if it does not come in time
  String readLine(int longest, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    var line = new ByteArrayOutputStream();
    while (true) {
      while (in.hasRemaining()) {
        byte b = in.get();
        if (b == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        if (line.size() == longest) {
          throw new IOException("the line is longer than " + longest + " bytes");
        }
        line.write(b);
      }
      await(SelectionKey.OP_READ, end);
      in.clear();
      int length = channel.read(in);
      in.flip();
      if (length < 0) {
        throw new EOFException("the connection was closed");
      }
    }
  }

  /// @param patience for all of it
  /// @throws InterruptedIOException if it is not taken in time
  void write(String text, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    var out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (channel.write(out) >= 0 && out.hasRemaining()) {
      await(SelectionKey.OP_WRITE, end);
    }
  }

  private void await(int operation, long end) throws IOException {
    key.interestOps(operation);
    while (true) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new InterruptedIOException("no answer in time");
      }
      selector.select(millis);
      if (selector.selectedKeys().remove(key)) {
        return;
      }
    }
  }

  /// Waits until the peer closes the connection, or sends more, or [#wake] is called.
  ///
  /// @return whether it was the peer
  boolean awaitEnd() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    selector.select();
    return in.hasRemaining() || selector.selectedKeys().remove(key);
  }

  /// Ends the current or the next [#awaitEnd]. May be called by any thread.
  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try (channel;
        selector) {
      in.clear();
    } catch (IOException _) {
      // closed for us in any case
    }
  }
}
