package lockstep;

import static lockstep.linux.Open.AT_FDCWD;
import static lockstep.linux.Open.O_RDWR;

import java.nio.charset.StandardCharsets;
import lockstep.config.ConfigurationException;
import lockstep.event.AbsolutePath;
import lockstep.linux.Entries;
import lockstep.linux.Errno;
import lockstep.linux.Files;
import lockstep.linux.Processes;

/// The file that holds the daemon's process id, locked as long as the daemon runs.
final class PidFile implements AutoCloseable {
  private static final int MODE = 0644;

  private final Outlet file;

  private PidFile(Outlet file) {
    this.file = file;
  }

  /// @throws ConfigurationException if it cannot be written, or another daemon holds it
  static PidFile write(AbsolutePath path) throws ConfigurationException {
    Outlet file;
    try {
      file = Outlet.open(path, O_RDWR, MODE);
    } catch (ErrnoException e) {
      throw new ConfigurationException("Cannot create pidfile; '" + path + "': " + e.getMessage());
    }
    if (!file.isRegular()) {
      file.close();
      throw new ConfigurationException("Cannot create pidfile; '" + path + "': it is a device");
    }
    if (Processes.lockf(file.fd, Processes.F_TLOCK, 0) != 0 || !file.isInPlace()) {
      file.close();
      throw new ConfigurationException(
          "Cannot lock pidfile; '" + path + "': another daemon holds it");
    }
    byte[] pid = (Processes.getpid() + "\n").getBytes(StandardCharsets.US_ASCII);
    int error = Files.ftruncate(file.fd, 0);
    error = error == 0 ? file.write(pid) : error;
    var written = new PidFile(file);
    if (error != 0) {
      written.close();
      throw new ConfigurationException(
          "Cannot write pidfile; '" + path + "': " + Errno.text(error));
    }
    return written;
  }

  /// Removes the file, unless somebody else has put another one in its place.
  @Override
  public void close() {
    if (file.isInPlace()) {
      Entries.unlinkat(AT_FDCWD, file.path.bytes(), 0);
    }
    file.close();
  }
}
