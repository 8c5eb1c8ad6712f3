package lockstep.copy;

import java.util.Collection;
import java.util.List;

/// A set of [Carried], asked several times about every entry: as bits, which the JVM's quick
/// compiler inlines, as it does not the calls to a `Set`.
///
/// @param bits one for each, by its place in the enumeration
public record CarriedSet(int bits) {
  public static CarriedSet of(Collection<Carried> all) {
    return new CarriedSet(bits(all));
  }

  private static int bits(Collection<Carried> all) {
    return all.stream().mapToInt(CarriedSet::bit).reduce(0, (one, other) -> one | other);
  }

  @SuppressWarnings("EnumOrdinal") // kept nowhere
  private static int bit(Carried what) {
    return 1 << what.ordinal();
  }

  boolean has(Carried what) {
    return (bits & bit(what)) != 0;
  }

  CarriedSet with(Carried... more) {
    return new CarriedSet(bits | bits(List.of(more)));
  }

  CarriedSet without(Carried... less) {
    return new CarriedSet(bits & ~bits(List.of(less)));
  }
}
