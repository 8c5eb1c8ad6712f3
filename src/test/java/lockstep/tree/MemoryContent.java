package lockstep.tree;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// The bytes of one inode, in pages, of which those never written are holes.
final class MemoryContent {
  /// The unit of holes and of space, as on most file systems.
  static final int PAGE = 4096;

  private static final long ZEROS = pageDigest(new byte[PAGE]);

  private final TreeMap<Long, byte[]> pages = new TreeMap<>();
  private final MemorySpace space;
  private long size;
  private long digest;
  private boolean digested;

  MemoryContent(MemorySpace space) {
    this.space = space;
  }

  long size() {
    return size;
  }

  long pages() {
    return pages.size();
  }

  int read(ByteBuffer buffer, long position) {
    int wanted = (int) Math.min(buffer.remaining(), Math.max(0, size - position));
    for (int done = 0; done < wanted; ) {
      long at = position + done;
      int offset = (int) (at % PAGE);
      int length = Math.min(PAGE - offset, wanted - done);
      byte[] page = pages.get(at / PAGE);
      buffer.put(page == null ? new byte[length] : page, page == null ? 0 : offset, length);
      done += length;
    }
    return wanted;
  }

  /// Writes the whole buffer, or as much as there is space for before it is refused.
  void write(ByteBuffer buffer, long position) {
    digested = false;
    for (long at = position; buffer.hasRemaining(); ) {
      byte[] page = page(at / PAGE);
      int offset = (int) (at % PAGE);
      int length = Math.min(PAGE - offset, buffer.remaining());
      buffer.get(page, offset, length);
      at += length;
      size = Math.max(size, at);
    }
  }

  private byte[] page(long number) {
    byte[] page = pages.get(number);
    if (page == null) {
      space.take(1);
      page = new byte[PAGE];
      pages.put(number, page);
    }
    return page;
  }

  void truncate(long newSize) {
    digested = false;
    size = newSize;
    Map<Long, byte[]> beyond = pages.tailMap((newSize + PAGE - 1) / PAGE);
    space.give(beyond.size());
    beyond.clear();
    byte[] last = pages.get(newSize / PAGE);
    if (last != null) {
      Arrays.fill(last, (int) (newSize % PAGE), PAGE, (byte) 0);
    }
  }

  /// Takes whole pages of another content.
  void share(MemoryContent other, long from, long to, long length) {
    digested = false;
    for (long done = 0; done < length; done += PAGE) {
      byte[] page = other.pages.get((from + done) / PAGE);
      if (page == null) {
        drop((to + done) / PAGE);
      } else {
        System.arraycopy(page.clone(), 0, page((to + done) / PAGE), 0, PAGE);
      }
    }
    size = Math.max(size, to + length);
  }

  /// Makes a hole of what whole pages allow, and zeros of the rest.
  void punch(long position, long length) {
    digested = false;
    long end = Math.min(position + length, size);
    for (long at = position; at < end; ) {
      long next = Math.min(end, (at / PAGE + 1) * PAGE);
      byte[] page = pages.get(at / PAGE);
      if (at % PAGE == 0 && (next % PAGE == 0 || next == size)) {
        drop(at / PAGE);
      } else if (page != null) {
        Arrays.fill(page, (int) (at % PAGE), (int) (next - at / PAGE * PAGE), (byte) 0);
      }
      at = next;
    }
  }

  private void drop(long number) {
    if (pages.remove(number) != null) {
      space.give(1);
    }
  }

  void become(MemoryContent other) {
    digested = false;
    truncate(0);
    space.take(other.pages.size());
    other.pages.forEach((number, page) -> pages.put(number, page.clone()));
    size = other.size;
  }

  long nextData(long position) {
    if (position >= size) {
      return size;
    }
    Long page = pages.ceilingKey(position / PAGE);
    return page == null ? size : Math.min(size, Math.max(position, page * PAGE));
  }

  long nextHole(long position) {
    long page = position / PAGE;
    while (pages.containsKey(page)) {
      page++;
    }
    return Math.min(size, Math.max(position, page * PAGE));
  }

  byte[] bytes() {
    var buffer = ByteBuffer.allocate(Math.toIntExact(size));
    read(buffer, 0);
    return buffer.array();
  }

  /// A number that is the same for equal contents, wherever their holes are.
  long digest() {
    if (!digested) {
      digest = mix(size + 1);
      pages.forEach(this::addToDigest);
      digested = true;
    }
    return digest;
  }

  private void addToDigest(long number, byte[] page) {
    long own = pageDigest(page);
    digest += own == ZEROS ? 0 : mix(own + mix(number + 1));
  }

  private static long pageDigest(byte[] page) {
    var crc = new CRC32C();
    crc.update(page);
    return crc.getValue() << 32 | Arrays.hashCode(page) & 0xffffffffL;
  }

  /// The finaliser of SplitMix64.
  private static long mix(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
