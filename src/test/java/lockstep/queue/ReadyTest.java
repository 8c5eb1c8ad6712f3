package lockstep.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Of many directories that must wait for another one, that one is found, if nothing else would
/// have them tried again.
class ReadyTest {
  private static final int WAITING = 1_000;

  private final Ready ready = new Ready();
  private final Batch batch = new Batch(List.of(), false);

  @Test
  void behindManyThatMustWaitIsTheOneTheyWaitFor() {
    for (int i = 0; i <= WAITING; i++) {
      ready.add(due("d" + i));
    }
    assertNull(ready.firstNames(false, this::last));
    assertEquals(batch, ready.firstNames(true, this::last));
  }

  private @Nullable Batch last(Group group) {
    return group.directory.equals(RelativePath.of("d" + WAITING)) ? batch : null;
  }

  private static Group due(String name) {
    var group = new Group(RelativePath.of(name));
    RelativePath path = RelativePath.of(name + "/f");
    group.due.add(new Delay(path, false, Delay.Kind.MODIFY, false, Instant.EPOCH, 0));
    return group;
  }
}
