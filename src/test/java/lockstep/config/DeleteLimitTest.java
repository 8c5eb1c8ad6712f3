package lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeleteLimitTest {
  private record Case(DeleteLimit limit, long deleted, long all, boolean allowed) {}

  private static final List<Case> CASES =
      List.of(
          new Case(DeleteLimit.DEFAULT, 100, 100, true),
          new Case(DeleteLimit.DEFAULT, 50, 101, true),
          new Case(DeleteLimit.DEFAULT, 51, 101, false),
          new Case(DeleteLimit.DEFAULT, 51, 102, true),
          new Case(DeleteLimit.of(0), 0, 10, true),
          new Case(DeleteLimit.of(0), 1, 10, false),
          new Case(DeleteLimit.of(500), 500, 500, true),
          new Case(DeleteLimit.of(500), 501, 1_000_000, false),
          new Case(DeleteLimit.ofPercent(0), 1, 1, false),
          new Case(DeleteLimit.ofPercent(10), 1, 10, true),
          new Case(DeleteLimit.ofPercent(10), 2, 10, false),
          new Case(DeleteLimit.of(5).atMost(3), 4, 10, false),
          new Case(DeleteLimit.of(3).atMost(5), 4, 10, false),
          new Case(DeleteLimit.ofPercent(10).atMost(3), 3, 29, false),
          new Case(DeleteLimit.ofPercent(10).atMost(3), 3, 30, true),
          new Case(DeleteLimit.NONE, Long.MAX_VALUE - 1, Long.MAX_VALUE, true));

  @Test
  void allowsAsMuchAsItSays() {
    for (Case one : CASES) {
      assertEquals(one.allowed, one.limit.allows(one.deleted, one.all), one::toString);
    }
  }
}
