package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  @Test
  void everyRequestComesBack() {
    var requests =
        new Request[] {
          new Request.StatusRequest(false),
          new Request.StatusRequest(true),
          new Request.WaitRequest(null),
          new Request.WaitRequest(Duration.ZERO),
          new Request.WaitRequest(Duration.ofMillis(1500)),
          new Request.ResumeRequest()
        };
    for (Request request : requests) {
      String line = Wire.line(request);
      assertTrue(line.endsWith("\n") && line.length() <= Wire.LONGEST_REQUEST, line);
      assertEquals(Optional.of(request), Wire.request(line.strip()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "status text",
        "lockstep/2 status text",
        "lockstep/1 ",
        "lockstep/1 status",
        "lockstep/1 wait -1",
        "lockstep/1 wait 99999999999",
        "lockstep/1 status text\r"
      })
  void nonsense(String line) {
    assertEquals(Optional.empty(), Wire.request(line));
  }
}
