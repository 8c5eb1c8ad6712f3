package lockstep;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells systemd how the service stands, as `sd_notify(3)` does. Does nothing elsewhere.
final class Notify {
  private final @Nullable Datagrams systemd;
  private final @Nullable Duration watchdog;

  private Notify(@Nullable Datagrams systemd, @Nullable Duration watchdog) {
    this.systemd = systemd;
    this.watchdog = watchdog;
  }

  static Notify of(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!socket.startsWith("/") && !socket.startsWith("@")) {
      return new Notify(null, null);
    }
    return new Notify(new Datagrams(socket), watchdog(environment, pid));
  }

  private static @Nullable Duration watchdog(Map<String, String> environment, long pid) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String whose = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    if (!micros.matches("[1-9][0-9]{0,17}") || !whose.equals(Long.toString(pid))) {
      return null;
    }
    return Duration.ofNanos(Math.multiplyExact(Math.min(Long.parseLong(micros), 1L << 50), 1000));
  }

  void ready() {
    send("READY=1");
  }

  /// Followed by [#ready] when the configuration was read again, or not.
  ///
  /// @param monotonicNanos `CLOCK_MONOTONIC`, which is what `System.nanoTime` gives on Linux
  void reloading(long monotonicNanos) {
    send("RELOADING=1\nMONOTONIC_USEC=" + monotonicNanos / 1000);
  }

  void stopping() {
    send("STOPPING=1");
  }

  /// @param text one line for `systemctl status`
  void status(String text) {
    send("STATUS=" + text.replace('\n', ' '));
  }

  /// A sign of life. Due at least at every half of [#watchdog].
  void alive() {
    send("WATCHDOG=1");
  }

  /// After how long a silence systemd restarts the service; null if it does not.
  @Nullable Duration watchdog() {
    return watchdog;
  }

  private void send(String state) {
    if (systemd != null) {
      systemd.send(state);
    }
  }
}
