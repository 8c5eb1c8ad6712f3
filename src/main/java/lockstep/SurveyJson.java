package lockstep;

import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lockstep.config.SyncDefinition;
import lockstep.copy.Change;
import lockstep.copy.Report;
import lockstep.event.Printable;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A survey as one line of JSON, written while it goes on. Keys are only ever added.
///
/// | key | meaning |
/// |---|---|
/// | `version` | Lockstep's version |
/// | `time` | when it began, ISO 8601, UTC |
/// | `command` | `verify` or `plan` |
/// | `syncs` | an array with an object for each sync, in the order of the configuration: |
/// | `.name`, `.source`, `.target` | text; unprintable bytes are written as `\xHH` |
/// | `.changes` | what would be done to the target: `path` (from the root of the tree), `action` (`create`, `update`, `attributes`, `link` or `delete`), `type`, `code` (rsync's), `bytes`, `link` (where a link leads, or the other name) |
/// | `.changing` | files that changed while they were compared, at most 10,000 |
/// | `.errors` | what could not be compared, at most 10,000: `path`, `reason` |
/// | `.halt` | why a start would halt, or the sync could not be compared to the end; else null |
/// | `.created`, `.updated`, `.attributes`, `.linked`, `.deleted`, `.bytes` | sums over `.changes` |
/// | `.equal` | whether nothing differs, and everything could be compared |
/// | `equal` | whether that is so of all |
/// | `daemon` | whether a daemon runs with this configuration: `not_running`, `in_sync` (before and after), `not_in_sync` (what differs may be on its way) or `unknown` |
final class SurveyJson implements SurveyReport {
  private static final int MOST = 10_000;

  private final JsonGenerator json;
  private final List<RelativePath> changing = new ArrayList<>();
  private final List<Report.Failure> failures = new ArrayList<>();

  SurveyJson(boolean plan, Instant now, Writer out) {
    json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeStringProperty("version", Version.text());
    json.writeStringProperty("time", now.toString());
    json.writeStringProperty("command", plan ? "plan" : "verify");
    json.writeArrayPropertyStart("syncs");
  }

  @Override
  public void begin(SyncDefinition sync) {
    json.writeStartObject();
    json.writeStringProperty("name", sync.name());
    json.writeStringProperty("source", sync.source().toString());
    json.writeStringProperty("target", sync.target().toString());
    json.writeArrayPropertyStart("changes");
    changing.clear();
    failures.clear();
  }

  @Override
  public void change(Change change) {
    json.writeStartObject();
    json.writeStringProperty("path", "/" + change.path());
    json.writeStringProperty("action", word(change.action()));
    json.writeStringProperty("type", word(change.type()));
    json.writeStringProperty("code", change.code().strip());
    json.writeNumberProperty("bytes", change.bytes());
    if (change.link() != null) {
      json.writeStringProperty("link", Printable.of(change.link()));
    }
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void unsettled(RelativePath path) {
    if (changing.size() < MOST) {
      changing.add(path);
    }
  }

  @Override
  public void failed(Report.Failure failure) {
    if (failures.size() < MOST) {
      failures.add(failure);
    }
  }

  @Override
  public void end(SurveyCounts counts, @Nullable String halt) {
    json.writeEndArray();
    json.writeArrayPropertyStart("changing");
    changing.forEach(path -> json.writeString("/" + path));
    json.writeEndArray();
    json.writeArrayPropertyStart("errors");
    failures.forEach(this::error);
    json.writeEndArray();
    json.writeStringProperty("halt", halt);
    json.writeNumberProperty("created", counts.created);
    json.writeNumberProperty("updated", counts.updated);
    json.writeNumberProperty("attributes", counts.attributes);
    json.writeNumberProperty("linked", counts.linked);
    json.writeNumberProperty("deleted", counts.deleted);
    json.writeNumberProperty("bytes", counts.bytes);
    json.writeBooleanProperty("equal", counts.isEqual() && halt == null);
    json.writeEndObject();
  }

  private void error(Report.Failure failure) {
    json.writeStartObject();
    json.writeStringProperty("path", "/" + failure.path());
    json.writeStringProperty("reason", failure.reason());
    json.writeEndObject();
  }

  @Override
  public void close(boolean equal, DaemonState daemon) {
    json.writeEndArray();
    json.writeBooleanProperty("equal", equal);
    json.writeStringProperty("daemon", daemon.word());
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}
