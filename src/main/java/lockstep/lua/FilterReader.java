package lockstep.lua;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;

/// Reads `exclude`, `excludeFrom`, `filter` and `filterFrom`.
final class FilterReader {
  private final Values values;
  private final Location location;
  private final List<String> warnings;
  private final List<byte[]> rules = new ArrayList<>();
  private final List<byte[]> excludes = new ArrayList<>();

  FilterReader(Values values, Location location, List<String> warnings) {
    this.values = values;
    this.location = location;
    this.warnings = warnings;
  }

  /// The rules as they are written.
  List<byte[]> rules() {
    return rules;
  }

  /// The excludes as they are written.
  List<byte[]> excludes() {
    return excludes;
  }

  Filters read(AbsolutePath source) {
    rules.addAll(values.list("filter", "type for filter must be table or string"));
    rules.addAll(Filters.rulesOf(content("filterFrom", "filter")));
    excludes.addAll(values.list("exclude", "type for exclude must be table or string"));
    if (excludes.removeIf(each -> each.length == 0)) {
      warnings.add(
          location.where() + ": Parameter \"exclude\" has an empty entry, which excludes nothing");
    }
    excludes.addAll(Filters.excludesOf(content("excludeFrom", "exclude")));
    try {
      var filters = Filters.parse(rules, excludes, source);
      filters
          .warnings(source.bytes())
          .forEach(warning -> warnings.add(location.where() + ": " + warning));
      return filters;
    } catch (FilterException e) {
      throw location.error(String.valueOf(e.getMessage()));
    }
  }

  private byte[] content(String key, String kind) {
    var path = values.path(key);
    if (path == null) {
      return new byte[0];
    }
    try {
      return NamedFile.read(path.bytes());
    } catch (IOException e) {
      throw location.error("Cannot open " + kind + " file \"" + path + "\": " + e.getMessage());
    }
  }
}
