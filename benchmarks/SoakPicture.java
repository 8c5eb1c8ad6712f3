import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Draws a soak as four curves over time, with a dotted line for each restart.
final class SoakPicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 130;
  private static final int LEFT = 60;
  private static final int GAP = 40;

  private final List<SoakRecord.Point> points;
  private final List<Long> restarts;
  private final String title;
  private final StringBuilder svg = new StringBuilder();
  private final double longest;

  SoakPicture(SoakRecord record, String title) {
    points = record.points();
    restarts = record.restarts();
    this.title = title;
    longest = Math.max(1, points.getLast().millis());
  }

  String svg() {
    int height = GAP + 4 * (HEIGHT + GAP);
    svg.append(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>\n"
            .formatted(LEFT + WIDTH + 20, height));
    svg.append("<rect width='100%' height='100%' fill='white'/>\n");
    int cut = title.indexOf(". ") + 1;
    text(LEFT, 14, title.substring(0, cut));
    text(LEFT, 28, title.substring(cut).strip());
    panel(0, "descriptors", each -> each.sample().descriptors());
    panel(1, "threads", each -> each.sample().threads());
    panel(2, "resident, MiB", each -> each.sample().resident());
    panel(3, "lag of a small file, ms", each -> each.lag());
    return svg.append("</svg>\n").toString();
  }

  private void panel(int number, String name, ToDoubleFunction<SoakRecord.Point> value) {
    int top = GAP + 10 + number * (HEIGHT + GAP);
    double most = Math.max(1, points.stream().mapToDouble(value).max().orElse(1));
    svg.append(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#888'/>\n"
            .formatted(LEFT, top, WIDTH, HEIGHT));
    text(LEFT + 4, top - 4, name);
    text(4, top + 10, "%.0f".formatted(most));
    text(4, top + HEIGHT, "0");
    text(LEFT + WIDTH - 60, top + HEIGHT + 14, "%.0f min".formatted(longest / 60_000));
    for (long restart : restarts) {
      svg.append(
          "<line x1='%1$.1f' x2='%1$.1f' y1='%2$d' y2='%3$d' stroke='#c66' stroke-dasharray='2 3'/>\n"
              .formatted(x(restart), top, top + HEIGHT));
    }
    svg.append("<polyline fill='none' stroke='#26a' points='");
    for (SoakRecord.Point point : points) {
      double at = value.applyAsDouble(point);
      if (at >= 0) {
        double y = top + HEIGHT - HEIGHT * at / most;
        svg.append("%.1f,%.1f ".formatted(x(point.millis()), y));
      }
    }
    svg.append("'/>\n");
  }

  private double x(long millis) {
    return LEFT + WIDTH * (millis / longest);
  }

  private void text(int x, int y, String text) {
    svg.append("<text x='%d' y='%d'>%s</text>\n".formatted(x, y, text));
  }

  static {
    Locale.setDefault(Locale.ROOT);
  }
}
