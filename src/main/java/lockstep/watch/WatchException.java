package lockstep.watch;

import java.io.IOException;

/// The kernel offers no way to watch; the message says which call failed and what may help.
public final class WatchException extends IOException {
  private static final long serialVersionUID = 1;

  WatchException(String message) {
    super(message);
  }
}
