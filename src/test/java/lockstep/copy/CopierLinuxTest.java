package lockstep.copy;

import java.nio.file.Path;
import lockstep.event.AbsolutePath;
import lockstep.tree.LinuxTree;
import lockstep.tree.TreeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contracts on the kernel's file system; they need root, for owners and devices.
final class CopierLinuxTest
    implements TypeChangeContract,
        OptionsContract,
        DeletionContract,
        RenameContract,
        ContentContract,
        HardLinkContract,
        TransferRulesContract,
        RehearsalContract,
        RewritingContract {
  @TempDir Path sourcePath;
  @TempDir Path targetPath;
  private LinuxTree source;
  private LinuxTree target;

  @BeforeEach
  void open() throws TreeException {
    source = LinuxTree.open(AbsolutePath.of(sourcePath.toString()));
    target = LinuxTree.open(AbsolutePath.of(targetPath.toString()));
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Override
  public LinuxTree source() {
    return source;
  }

  @Override
  public LinuxTree target() {
    return target;
  }
}
