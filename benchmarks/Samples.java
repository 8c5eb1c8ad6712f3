import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All figures of a run, and the tables made of them.
final class Samples {
  /// The column that all others are divided by.
  private static final String BASE = Contestant.LOCKSTEP.title;

  private final Map<String, Map<String, List<Double>>> byRow = new LinkedHashMap<>();

  void add(String row, String column, double value) {
    byRow
        .computeIfAbsent(row, _ -> new LinkedHashMap<>())
        .computeIfAbsent(column, _ -> new ArrayList<>())
        .add(value);
  }

  /// Median, minimum and maximum of each figure over the rounds, and how many times Lockstep's
  /// median it is.
  String table(List<Scenario.Row> rows) {
    List<String> columns =
        rows.stream()
            .flatMap(row -> byRow.getOrDefault(row.key(), Map.of()).keySet().stream())
            .distinct()
            .sorted((a, b) -> Boolean.compare(b.equals(BASE), a.equals(BASE)))
            .toList();
    var table = new StringBuilder("| median (min–max) × Lockstep's |");
    columns.forEach(column -> table.append(' ').append(column).append(" |"));
    table.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
    for (Scenario.Row row : rows) {
      Map<String, List<Double>> cells = byRow.getOrDefault(row.key(), Map.of());
      table.append("| ").append(row.title()).append(", ").append(row.unit()).append(" |");
      columns.forEach(column -> table.append(' ').append(cell(row, column, cells)).append(" |"));
      table.append('\n');
    }
    return table.toString();
  }

  private static String cell(Scenario.Row row, String column, Map<String, List<Double>> cells) {
    List<Double> values = cells.get(column);
    if (values == null) {
      return "–";
    }
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    String number = "%." + row.decimals() + "f";
    String format = "**" + number + "** (" + number + "–" + number + ")";
    String text =
        String.format(Locale.ROOT, format, median(sorted), sorted[0], sorted[sorted.length - 1]);
    List<Double> base = cells.get(BASE);
    if (base == null || column.equals(BASE)) {
      return text;
    }
    double ratio = median(sorted) / median(base.stream().mapToDouble(each -> each).toArray());
    return Double.isFinite(ratio) ? text + String.format(Locale.ROOT, " ×%.2f", ratio) : text;
  }

  private static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /// The smallest value that so large a share of them does not exceed; of an even number, the
  /// median is the lower one of the middle.
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}
