package lockstep.linux;

/// What differs between x86_64 and aarch64, or is a number because the C library may have no name
/// for it.
final class Machine {
  static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  static final int SYS_GETDENTS64 = AARCH64 ? 61 : 217; // glibc has a name since 2.30
  static final int SYS_MKNODAT = AARCH64 ? 33 : 259; // since 2.33
  static final int SYS_RENAMEAT2 = AARCH64 ? 276 : 316; // since 2.28
  static final int SYS_OPENAT2 = 437;
  static final int SYS_FCHMODAT2 = 452;

  private Machine() {}
}
