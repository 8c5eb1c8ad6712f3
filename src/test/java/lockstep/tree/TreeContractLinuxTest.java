package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lockstep.event.AbsolutePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the kernel's file system.
final class TreeContractLinuxTest
    implements TreeContractNames, TreeContractFiles, TreeContractAttributes, TreeContractXattrs {
  @TempDir Path directory;
  private LinuxTree tree;

  @BeforeEach
  void open() throws TreeException {
    tree = LinuxTree.open(AbsolutePath.of(directory.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void close() {
    tree.close();
  }

  @Override
  public Tree tree() {
    return tree;
  }

  @Override
  public boolean isPrivileged() {
    return "root".equals(System.getProperty("user.name"));
  }
}
