package lockstep.delta;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.security.SecureRandom;

/// A hash of 128 bits by which blocks are taken for equal: XXH3.
///
/// Who knows the seed can make blocks that collide. So each process draws its own, and hashes of
/// two processes are not comparable.
public record StrongChecksum(long high, long low) {
  private static final Hasher128 HASHER = Hashing.xxh3_128(new SecureRandom().nextLong());

  public static StrongChecksum of(byte[] bytes, int start, int length) {
    HashValue128 value = HASHER.hashBytesTo128Bits(bytes, start, length);
    return new StrongChecksum(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }
}
