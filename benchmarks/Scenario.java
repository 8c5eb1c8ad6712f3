import java.io.IOException;
import java.util.List;

/// Something that is measured with every contestant, once a round.
interface Scenario {
  /// A row of the result.
  ///
  /// @param key what the samples were added under, less the contestant's name
  record Row(String title, String key, String unit, int decimals) {}

  /// By which the command line names it.
  String key();

  String name();

  List<Row> rows();

  default void prepare() throws IOException, InterruptedException {}

  void round(int round, Samples samples) throws IOException, InterruptedException;
}
