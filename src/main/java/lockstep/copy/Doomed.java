package lockstep.copy;

import lockstep.event.RelativePath;

/// A target entry that is to be removed because the source does not have it.
///
/// @param hidden whether the source does have it, but the filters leave it out
record Doomed(byte[] name, RelativePath path, boolean isDirectory, boolean hidden) {}
