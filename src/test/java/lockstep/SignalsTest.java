package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.LinkedBlockingQueue;
import lockstep.linux.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SignalsTest {
  private static final int SIGHUP = 1;

  @Test
  @Timeout(60)
  void aSignalIsReceivedEachTime() throws Exception {
    var received = new LinkedBlockingQueue<Signals>();
    Signals.receive(received::add);
    for (int i = 0; i < 3; i++) {
      assertEquals(0, Processes.kill(Processes.getpid(), SIGHUP));
      assertEquals(Signals.HUP, received.take());
    }
  }

  @Test
  void exitStatuses() {
    assertEquals(143, Signals.TERM.exitStatus);
    assertEquals(130, Signals.INT.exitStatus);
  }
}
