package lockstep.config;

/// How much a comparison may delete from a target by itself: the key `maxDelete`.
///
/// What events tell of, path by path, is not limited.
///
/// @param most so many entries, at least 0
/// @param percent so many hundredths of the target, 0 to 100
/// @param small targets of so many entries or fewer are not limited
public record DeleteLimit(long most, int percent, long small) {
  /// Half of a target, if it has over 100 entries: more than ordinary changes between two starts,
  /// less than what a source that is not all there would cost.
  public static final DeleteLimit DEFAULT = new DeleteLimit(Long.MAX_VALUE, 50, 100);

  public static final DeleteLimit NONE = ofPercent(100);

  public DeleteLimit {
    if (most < 0 || percent < 0 || percent > 100 || small < 0) {
      throw new IllegalArgumentException(most + ", " + percent + " %, " + small);
    }
  }

  public static DeleteLimit of(long most) {
    return new DeleteLimit(most, 100, 0);
  }

  public static DeleteLimit ofPercent(int percent) {
    return new DeleteLimit(Long.MAX_VALUE, percent, 0);
  }

  /// At most so many entries, besides.
  public DeleteLimit atMost(long entries) {
    return new DeleteLimit(Math.min(most, entries), percent, small);
  }

  /// Whether everything may be deleted, so that nothing need be counted.
  public boolean isNone() {
    return most == Long.MAX_VALUE && percent == 100;
  }

  /// @param deleted entries that would be deleted
  /// @param all entries of the target, these included
  public boolean allows(long deleted, long all) {
    boolean fewEnough = percent == 100 || all <= small || deleted * 100.0 <= (double) all * percent;
    return deleted <= most && fewEnough;
  }

  @Override
  public String toString() {
    String share = percent + "%";
    if (most == Long.MAX_VALUE) {
      return share;
    }
    return percent == 100 ? String.valueOf(most) : most + ", " + share;
  }
}
