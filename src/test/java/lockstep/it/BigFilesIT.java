package lockstep.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import lockstep.SandboxProcess.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The built program with a big file that changes, on a target that shares blocks between files.
class BigFilesIT {
  private static final int MIB = 1 << 20;

  private final Random random = new Random(1);
  private Stage stage;
  private Path file;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mkfs.xfs")), "no mkfs.xfs");
    stage = Stage.create();
    file = stage.source.resolve("big");
  }

  @AfterEach
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private void startOnXfs(String option) throws Exception {
    // The test keeps a second name of what was on the target.
    stage.configure(
        Stage.sync("delay = 0, delete = false, rsync = { archive = true" + option + " }"));
    Files.write(file, noise(16 * MIB));
    String disk = stage.home.resolve("disk").toString();
    stage.start(
        "sh",
        "-c",
        "truncate -s 512M "
            + disk
            + " && mkfs.xfs -q -m reflink=1 "
            + disk
            + " && mount -o loop "
            + disk
            + " "
            + stage.target
            + " && exec \"$@\"",
        "sh");
    stage.awaitInStep();
  }

  @Test
  void whatDidNotChangeIsSharedWithTheOldFile() throws Exception {
    startOnXfs("");
    stage.inside("ln target/big target/old");
    overwrite(5 * MIB);
    assertArrived();
    assertTrue(stage.inside("filefrag -v target/old").contains("shared"));
    stage.inside("rm target/old");
    changes();
  }

  @Test
  void inPlaceTheFileStaysTheSame() throws Exception {
    startOnXfs(", inplace = true");
    String inode = stage.inside("stat -c %i target/big");
    changes();
    assertEquals(inode, stage.inside("stat -c %i target/big"));
  }

  private void changes() throws Exception {
    overwrite(7 * MIB + 5);
    assertArrived();
    Files.write(file, noise(100_000), StandardOpenOption.APPEND);
    assertArrived();
    insert(MIB);
    assertArrived();
    insert(77);
    assertArrived();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(3 * MIB + 1);
    }
    assertArrived();
  }

  private void overwrite(int at) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise(70_000)), at);
    }
  }

  private void insert(int length) throws IOException {
    byte[] old = Files.readAllBytes(file);
    Path made = stage.home.resolve("made");
    Files.write(made, noise(length));
    Files.write(made, old, StandardOpenOption.APPEND);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] noise(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private void assertArrived() throws Exception {
    Outcome outcome = stage.lockstep("wait", "-timeout", "60", stage.configuration.toString());
    assertEquals(0, outcome.exit(), outcome::text);
    stage.inside("cmp source/big target/big");
  }
}
