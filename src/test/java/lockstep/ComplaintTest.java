package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ComplaintTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void hearNoMore() {
    root.detachAppender(log);
  }

  @Test
  void whatFailsAtEveryTryIsSaidOnce() {
    var complaint = new Complaint();
    complaint.over("written");
    for (int i = 0; i < 5; i++) {
      complaint.failed("no directory");
    }
    complaint.failed("no room");
    complaint.over("written");
    complaint.over("written");
    complaint.failed("no room");
    assertEquals(
        List.of("no directory", "no room", "written, after 6 failures", "no room"),
        log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }
}
