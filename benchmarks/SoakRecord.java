import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What was measured during a soak.
final class SoakRecord {
  /// @param millis since the beginning
  /// @param lag in milliseconds, the longest since the last sample; -1 where nothing arrived
  record Point(long millis, SoakDaemon.Sample sample, long lag) {}

  /// Of one in the first third and the last third of the points, by which the needs may differ: those
  /// of a virtual machine come and go.
  private static final double SLACK = 1.3;

  private final List<Point> points = new ArrayList<>();
  private final List<Long> restarts = new ArrayList<>();
  private final List<Long> lags = new ArrayList<>();
  private long lag = -1;

  synchronized void add(long millis, SoakDaemon.Sample sample) {
    points.add(new Point(millis, sample, lag));
    lag = -1;
  }

  synchronized void lag(long millis) {
    lags.add(millis);
    lag = Math.max(lag, millis);
  }

  synchronized void restarted(long millis) {
    restarts.add(millis);
  }

  synchronized List<Point> points() {
    return List.copyOf(points);
  }

  synchronized List<Long> restarts() {
    return List.copyOf(restarts);
  }

  /// Whether what is needed at the end is what was needed at the beginning.
  boolean isFlat() {
    return isFlat(each -> each.sample().descriptors())
        && isFlat(each -> each.sample().threads())
        && isFlat(each -> each.sample().resident());
  }

  private boolean isFlat(ToDoubleFunction<Point> value) {
    int third = Math.max(1, points.size() / 3);
    return median(points.subList(points.size() - third, points.size()), value)
        <= SLACK * median(points.subList(0, third), value);
  }

  private static double median(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).sorted().skip(points.size() / 2).findFirst().orElse(0);
  }

  synchronized String summary(long minutes, boolean equal) {
    List<Long> sorted = lags.stream().sorted().toList();
    return ("%d minutes, %d restarts by kill -9, %s in the end. Medians: %.0f descriptors, %.0f threads,"
            + " %.0f MiB resident, %.0f MiB heap. A small file arrived within %d ms (half), %d ms (95 of 100)")
        .formatted(
            minutes,
            restarts.size(),
            equal ? "equal" : "NOT EQUAL",
            median(points, each -> each.sample().descriptors()),
            median(points, each -> each.sample().threads()),
            median(points, each -> each.sample().resident()),
            median(points, each -> each.sample().heap()),
            sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2),
            sorted.isEmpty() ? -1 : sorted.get(sorted.size() * 95 / 100));
  }
}
