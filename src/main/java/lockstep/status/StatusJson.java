package lockstep.status;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import lockstep.plan.Progress;
import lockstep.plan.SyncStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What `lockstep status -json` prints: one line of JSON. Keys are only ever added.
///
/// | key | meaning |
/// |---|---|
/// | `version` | Lockstep's version |
/// | `time` | when the answer was given, ISO 8601, UTC |
/// | `in_sync` | whether every sync is in the state `in_sync` |
/// | `syncs` | an array with an object for each sync, in the order of the configuration: |
/// | `.name`, `.source`, `.target` | text; unprintable bytes are written as `\xHH` |
/// | `.state` | `starting`, `in_sync`, `behind` or `halted` |
/// | `.why` | why it is halted or cannot start, else null |
/// | `.pending` | how many paths are not known to be on the target |
/// | `.oldest_seconds` | how long the oldest of them has been waiting, 0 if there is none |
/// | `.failing` | how many paths failed and will be tried again |
/// | `.errors` | those, at most 10,000: `path`, `reason`, `attempts`, `next_seconds` |
/// | `.unwatched` | directories that cannot be watched and are compared at intervals |
/// | `.progress` | how far work under way has come, null if there is none |
/// | `.progress.starting` | whether it is the comparison at start |
/// | `.progress.elapsed_seconds` | how long it has been going on |
/// | `.progress.directories` | compared so far |
/// | `.progress.directories_total` | known so far, so at least; 0 if not known |
/// | `.progress.files`, `.progress.bytes` | written so far |
/// | `.progress.bytes_left` | of files that are being written; more may follow |
/// | `.progress.files_per_second`, `.progress.bytes_per_second` | over the last seconds |
/// | `.progress.seconds_left` | about; null if not known |
/// | `.copied`, `.bytes`, `.updated`, `.renamed`, `.deleted` | what was done since the start |
public final class StatusJson {
  private final JsonGenerator json;

  private StatusJson(JsonGenerator json) {
    this.json = json;
  }

  public static String of(String version, Instant now, List<SyncStatus> syncs) {
    var out = new StringWriter();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      new StatusJson(json).report(version, now, syncs);
    }
    return out.toString();
  }

  private void report(String version, Instant now, List<SyncStatus> syncs) {
    json.writeStartObject();
    json.writeStringProperty("version", version);
    json.writeStringProperty("time", now.toString());
    json.writeBooleanProperty(
        "in_sync", syncs.stream().allMatch(sync -> sync.state() == SyncStatus.State.IN_SYNC));
    json.writeArrayPropertyStart("syncs");
    syncs.forEach(this::sync);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void sync(SyncStatus sync) {
    json.writeStartObject();
    json.writeStringProperty("name", sync.name());
    json.writeStringProperty("source", sync.source().toString());
    json.writeStringProperty("target", sync.target());
    json.writeStringProperty("state", sync.state().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("why", sync.why());
    json.writeNumberProperty("pending", sync.pending());
    json.writeNumberProperty("oldest_seconds", sync.oldest().toSeconds());
    json.writeNumberProperty("failing", sync.failing().size());
    json.writeArrayPropertyStart("errors");
    sync.failing().forEach(this::error);
    json.writeEndArray();
    json.writeNumberProperty("unwatched", sync.unwatched());
    json.writeNumberProperty("copied", sync.copied());
    json.writeNumberProperty("bytes", sync.bytes());
    json.writeNumberProperty("updated", sync.updated());
    json.writeNumberProperty("renamed", sync.renamed());
    json.writeNumberProperty("deleted", sync.deleted());
    progress(sync.progress());
    json.writeEndObject();
  }

  private void progress(@Nullable Progress progress) {
    if (progress == null) {
      json.writeNullProperty("progress");
      return;
    }
    json.writeObjectPropertyStart("progress");
    json.writeBooleanProperty("starting", progress.starting());
    json.writeNumberProperty("elapsed_seconds", progress.elapsed().toSeconds());
    json.writeNumberProperty("directories", progress.directories());
    json.writeNumberProperty("directories_total", progress.total());
    json.writeNumberProperty("files", progress.files());
    json.writeNumberProperty("bytes", progress.bytes());
    json.writeNumberProperty("bytes_left", progress.left());
    json.writeNumberProperty("files_per_second", progress.filesPerSecond());
    json.writeNumberProperty("bytes_per_second", progress.bytesPerSecond());
    if (progress.remaining() == null) {
      json.writeNullProperty("seconds_left");
    } else {
      json.writeNumberProperty("seconds_left", progress.remaining().toSeconds());
    }
    json.writeEndObject();
  }

  private void error(SyncStatus.Failing failing) {
    json.writeStartObject();
    json.writeStringProperty("path", "/" + failing.path());
    json.writeStringProperty("reason", failing.reason());
    json.writeNumberProperty("attempts", failing.attempts());
    json.writeNumberProperty("next_seconds", failing.next().toSeconds());
    json.writeEndObject();
  }
}
