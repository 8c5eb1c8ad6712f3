package lockstep.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The names of users and groups, wherever the system keeps them (`nsswitch.conf(5)`).
///
/// The functions answer in memory that they use again, so one thread calls them at a time.
public final class Accounts {
  private static final MemorySegment GETPWNAM = Libc.find("getpwnam");
  private static final MemorySegment GETPWUID = Libc.find("getpwuid");
  private static final MemorySegment GETGRNAM = Libc.find("getgrnam");
  private static final MemorySegment GETGRGID = Libc.find("getgrgid");

  /// Where `struct passwd` and `struct group` have the number, behind two pointers; the name comes
  /// first.
  private static final long NUMBER = 2 * Long.BYTES;

  private static final long LONGEST_NAME = 4096;

  private Accounts() {}

  /// The number of a user, or -1 if there is none of that name, or it cannot be found out.
  public static int getpwnam(String name) {
    return number(GETPWNAM, name);
  }

  /// The number of a group, or -1 likewise.
  public static int getgrnam(String name) {
    return number(GETGRNAM, name);
  }

  /// The name of a user, or null if it has none, or it cannot be found out.
  public static @Nullable String getpwuid(int uid) {
    return name(GETPWUID, uid);
  }

  /// The name of a group, or null likewise.
  public static @Nullable String getgrgid(int gid) {
    return name(GETGRGID, gid);
  }

  private static synchronized int number(MemorySegment function, String name) {
    Frame frame = Frame.current();
    long found = frame.callLong(function, frame.path(name.getBytes(StandardCharsets.UTF_8)), 0, 0);
    return found == 0 ? -1 : at(found, NUMBER + Integer.BYTES).get(ValueLayout.JAVA_INT, NUMBER);
  }

  private static synchronized @Nullable String name(MemorySegment function, int number) {
    long found = Frame.current().callLong(function, Integer.toUnsignedLong(number), 0, 0);
    if (found == 0) {
      return null;
    }
    long text = at(found, Long.BYTES).get(ValueLayout.JAVA_LONG, 0);
    return at(text, LONGEST_NAME).getString(0, StandardCharsets.UTF_8);
  }

  private static MemorySegment at(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }
}
