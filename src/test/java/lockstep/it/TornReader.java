package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import lockstep.event.Printable;
import org.jspecify.annotations.Nullable;

/// Reads the files of a target that say themselves whether they are whole, over and over.
final class TornReader {
  private final Folder target;
  private final List<String> torn = Collections.synchronizedList(new ArrayList<>());
  private long whole;

  TornReader(Path target) {
    this.target = Folder.of(target);
  }

  void run(BooleanSupplier stop) throws InterruptedException {
    while (!stop.getAsBoolean()) {
      read(target.open(""), "");
      Thread.sleep(2);
    }
  }

  private void read(@Nullable Folder folder, String path) {
    if (folder == null) {
      return;
    }
    try (folder) {
      for (Folder.Item item : folder.list()) {
        String below = path + "/" + item.name();
        if (item.isDirectory()) {
          read(folder.open(item.name()), below);
        } else if (Names.isChecked(item.name())) {
          check(folder.read(item.name()), below);
        }
      }
    }
  }

  private void check(byte @Nullable [] content, String path) {
    if (content == null) {
      return;
    }
    if (Content.isWhole(content)) {
      whole++;
    } else {
      torn.add(Printable.of(Folder.bytes(path)) + " with " + content.length + " bytes");
    }
  }

  void assertNothingTorn() {
    assertEquals(
        List.of(), torn.stream().distinct().toList(), "neither the old nor the new content");
    assertTrue(whole > 0, "no file was read");
  }
}
