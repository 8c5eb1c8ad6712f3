package lockstep.config;

/// The `rsync = {…}` table.
public record RsyncOptions() {}
