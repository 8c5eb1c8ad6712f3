package lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import lockstep.event.RelativePath;
import org.junit.jupiter.api.Test;

final class FindsTest {
  private static final RelativePath A = RelativePath.of("a");
  private static final RelativePath B = RelativePath.of("b");
  private static final RelativePath C = RelativePath.of("c");

  private final List<Runnable> inbox = new ArrayList<>();
  private final List<List<RelativePath>> taken = new ArrayList<>();
  private final Finds finds = new Finds(inbox::add, taken::add);

  @Test
  void oneNoticeStandsForAllUntilItIsRead() {
    finds.add(A);
    finds.add(B);
    assertEquals(1, inbox.size());
    inbox.getFirst().run();
    finds.add(C);
    assertEquals(2, inbox.size());
    inbox.getLast().run();
    assertEquals(List.of(List.of(A, B), List.of(C)), taken);
  }
}
