package lockstep.plan;

import java.util.List;
import java.util.function.Consumer;
import lockstep.event.Event;
import lockstep.event.RelativePath;
import lockstep.filter.FilterException;
import lockstep.filter.Filters;
import lockstep.queue.Delay.Kind;
import lockstep.queue.ScriptEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes of what the watcher hears what a script is told: what the filters keep, in lsyncd's terms.
final class ScriptSieve {
  private static final Logger FILTER = LoggerFactory.getLogger("Filter");

  private final boolean subdirectories;
  private Filters filters;

  /// @param subdirectories whether what happens below a directory of the root is told
  ScriptSieve(Filters filters, boolean subdirectories) {
    this.filters = filters;
    this.subdirectories = subdirectories;
  }

  Filters filters() {
    return filters;
  }

  void setRules(List<byte[]> rules) throws RefusedException {
    try {
      filters = filters.replacedBy(rules);
    } catch (FilterException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  void pass(Event event, Consumer<ScriptEvent> receiver) {
    ScriptEvent told =
        switch (event) {
          case Event.Create(var path, boolean directory, _) -> kept(Kind.CREATE, path, directory);
          case Event.Modify(var path, boolean closed) ->
              closed ? kept(Kind.MODIFY, path, false) : null;
          case Event.Attrib(var path, boolean directory) -> kept(Kind.ATTRIB, path, directory);
          case Event.Delete(var path, boolean directory, boolean _) ->
              kept(Kind.DELETE, path, directory);
          case Event.Move(var from, var to, boolean directory) -> kept(from, to, directory);
          case Event.Rescan _ -> null; // what cannot be told
        };
    if (told != null) {
      receiver.accept(told);
    }
  }

  private @Nullable ScriptEvent kept(Kind kind, RelativePath path, boolean directory) {
    if (path.isRoot() || isBeyond(path)) {
      return null;
    }
    ScriptEvent event = ScriptEvent.of(kind, path, directory);
    if (!filters.isHidden(path, directory)) {
      return event;
    }
    if (FILTER.isDebugEnabled() && !filters.isOwn(path)) {
      FILTER.debug("filtered {} on \"{}\"", kind.word(), Wording.path(path, directory));
    }
    return null;
  }

  private @Nullable ScriptEvent kept(RelativePath from, RelativePath to, boolean directory) {
    boolean lost = isBeyond(to) || filters.isHidden(to, directory);
    boolean fresh = isBeyond(from) || filters.isHidden(from, directory);
    if (!lost && !fresh) {
      return ScriptEvent.move(from, to, directory);
    }
    return fresh ? kept(Kind.CREATE, to, directory) : kept(Kind.DELETE, from, directory);
  }

  private boolean isBeyond(RelativePath path) {
    return !subdirectories && path.depth() > 1;
  }
}
