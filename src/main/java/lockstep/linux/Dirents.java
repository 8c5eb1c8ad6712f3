package lockstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// `getdents64(2)` and the entries it answered with, to be taken one by one.
///
/// There is one answer a thread, good until the thread's next `getdents64`.
public final class Dirents {
  public static final int DT_UNKNOWN = 0;
  public static final int DT_FIFO = 1;
  public static final int DT_CHR = 2;
  public static final int DT_DIR = 4;
  public static final int DT_BLK = 6;
  public static final int DT_REG = 8;
  public static final int DT_LNK = 10;
  public static final int DT_SOCK = 12;

  // struct linux_dirent64: ino64 d_ino; off64 d_off; ushort d_reclen; uchar d_type; char d_name[]
  private static final int RECLEN = 16;
  private static final int TYPE = 18;
  private static final int NAME = 19;

  /// Some 2,000 short names a call; a call costs less than one name of it.
  private static final int SIZE = 64 * 1024;

  private static final ThreadLocal<Dirents> CURRENT = ThreadLocal.withInitial(Dirents::new);

  private final MemorySegment buffer = Arena.ofAuto().allocate(SIZE, 8);
  private int end;
  private int next;
  private int type;

  private Dirents() {}

  /// The answer of the calling thread.
  public static Dirents current() {
    return CURRENT.get();
  }

  /// Reads the next entries of an open directory.
  ///
  /// @return how many bytes of them, 0 at the end of the directory, or a negative errno
  public int getdents64(int fd) {
    int result = Frame.current().syscall(Machine.SYS_GETDENTS64, fd, buffer.address(), SIZE, 0, 0);
    end = Math.max(result, 0);
    next = 0;
    return result;
  }

  /// The name of the next entry, `.` and `..` left out, or null where `getdents64` is to be called
  /// again.
  public byte @Nullable [] next() {
    while (next < end) {
      int entry = next;
      next += buffer.get(ValueLayout.JAVA_SHORT, entry + RECLEN);
      type = buffer.get(ValueLayout.JAVA_BYTE, entry + TYPE);
      if (!isDots(entry + NAME)) {
        return name(entry + NAME);
      }
    }
    return null;
  }

  /// The type of the entry that [#next] named last; [#DT_UNKNOWN] where the file system does not
  /// say.
  public int type() {
    return type;
  }

  private boolean isDots(int start) {
    int i = start;
    while (buffer.get(ValueLayout.JAVA_BYTE, i) == '.') {
      i++;
    }
    int dots = i - start;
    return buffer.get(ValueLayout.JAVA_BYTE, i) == 0 && (dots == 1 || dots == 2);
  }

  private byte[] name(int start) {
    int stop = start;
    while (buffer.get(ValueLayout.JAVA_BYTE, stop) != 0) {
      stop++;
    }
    var name = new byte[stop - start];
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, start, name, 0, name.length);
    return name;
  }
}
