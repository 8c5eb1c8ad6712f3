package lockstep.tree;

import lockstep.event.RelativePath;

/// Stands before and after every operation of a [MemoryTree]: may refuse it, do something else
/// meanwhile, or crash.
///
/// Calls are named as in C: `opendir`, `open`, `creat`, `statx`, `fstat`, `getdents64`, `mkdirat`,
/// `symlinkat`, `mknodat`, `linkat`, `readlinkat`, `renameat`, `unlinkat`, `rmdir`, `fchownat`,
/// `fchown`, `fchmodat`, `fchmod`, `utimensat`, `futimens`, `listxattr`, `getxattr`, `setxattr`,
/// `removexattr`, `pread`, `pwrite`, `copy_file_range`, `ioctl(FICLONE)`, `ioctl(FICLONERANGE)`,
/// `fallocate`, `lseek`, `ftruncate`, `fsync`, and `checkRoot`. A path is where the directory was
/// when it was opened. What is told runs outside of the file system's lock, on the thread of the
/// caller.
public interface MemoryFaults {
  MemoryFaults NONE = (_, _) -> {};

  /// @throws TreeException instead of the operation; [MemoryErrno] makes them
  /// @throws MemoryCrash to end the process that uses the tree
  void before(String call, RelativePath path) throws TreeException;

  /// After success: an answer that got lost, on a network file system.
  ///
  /// @throws TreeException although the operation was done
  default void after(String call, RelativePath path) throws TreeException {}
}
