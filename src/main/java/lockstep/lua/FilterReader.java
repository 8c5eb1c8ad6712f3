package lockstep.lua;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.Printable;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;

/// Reads `exclude`, `excludeFrom`, `filter` and `filterFrom`.
final class FilterReader {
  private final Values values;
  private final Location site;
  private final List<String> warnings;

  FilterReader(Values values, Location site, List<String> warnings) {
    this.values = values;
    this.site = site;
    this.warnings = warnings;
  }

  Filters read(AbsolutePath source) {
    var rules = new ArrayList<>(values.list("filter", "type for filter must be table or string"));
    rules.addAll(Filters.rulesOf(content("filterFrom", "filter")));
    var excludes =
        new ArrayList<>(values.list("exclude", "type for exclude must be table or string"));
    excludes.addAll(Filters.excludesOf(content("excludeFrom", "exclude")));
    try {
      var filters = Filters.parse(rules, excludes, source);
      filters
          .warnings(source.bytes())
          .forEach(warning -> warnings.add(site.where() + ": " + warning));
      return filters;
    } catch (FilterException e) {
      throw site.error(String.valueOf(e.getMessage()));
    }
  }

  private byte[] content(String key, String kind) {
    byte[] name = values.bytes(key);
    if (name == null) {
      return new byte[0];
    }
    try {
      return NamedFile.read(name);
    } catch (IOException e) {
      throw site.error(
          "Cannot open " + kind + " file \"" + Printable.of(name) + "\": " + e.getMessage());
    }
  }
}
