package lockstep.copy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.delta.BlockHashes;
import lockstep.tree.Stat;
import org.jspecify.annotations.Nullable;

/// Remembers the hashes of what was written to target files, so that their content need not be read
/// before it is changed again.
///
/// A file is the one that was written as long as its inode, size, `mtime` and `ctime` are what they
/// were after that; anybody's write sets the last two. A write in the very clock tick in which
/// these were noted would not show in `ctime`, but it does in `mtime`, which was set to the
/// source's: hence only files are remembered whose `mtime` lies before their `ctime`.
///
/// Nothing is lost when anything is forgotten.
final class SignatureCache {
  /// A sync's share of a heap that is to stay small: hashes of some dozen files of 100 MB.
  private static final long MOST_BYTES = 4 << 20;

  private record Key(long device, long inode) {}

  private record Written(Stat file, BlockHashes hashes) {}

  private final Map<Key, Written> files = new LinkedHashMap<>(16, 0.75f, true);
  private final long mostBytes;
  private long bytes;

  SignatureCache() {
    this(MOST_BYTES);
  }

  /// @param mostBytes that all hashes together may take; those of one file half of it
  SignatureCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  boolean hasRoomFor(long hashBytes) {
    return hashBytes <= mostBytes / 2;
  }

  /// What the target file holds, or null if that is not certain.
  synchronized @Nullable BlockHashes of(Stat file) {
    Written written = files.get(key(file));
    return written != null && written.file.isUnchanged(file) ? written.hashes : null;
  }

  /// @param file as the target file was found after it was written
  /// @param source as it was before it was read
  synchronized void remember(Stat file, Stat source, BlockHashes hashes) {
    forget(file);
    boolean certain =
        file.size() == source.size()
            && file.mtime().equals(source.mtime())
            && file.mtime().compareTo(file.ctime()) < 0;
    if (certain && hasRoomFor(hashes.bytes())) {
      files.put(key(file), new Written(file, hashes));
      bytes += hashes.bytes();
      evict();
    }
  }

  synchronized void forget(Stat file) {
    Written written = files.remove(key(file));
    bytes -= written == null ? 0 : written.hashes.bytes();
  }

  private void evict() {
    Iterator<Written> eldest = files.values().iterator();
    while (bytes > mostBytes) {
      bytes -= eldest.next().hashes.bytes();
      eldest.remove();
    }
  }

  private static Key key(Stat file) {
    return new Key(file.device(), file.inode());
  }
}
