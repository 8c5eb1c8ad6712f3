package lockstep.copy;

import lockstep.delta.BlockHashes;
import lockstep.tree.OpenFile;
import org.jspecify.annotations.Nullable;

/// What a file is made from whose content changes.
///
/// @param file where it can be read
/// @param hashes of its blocks, if they are known
record OldContent(OpenFile file, long size, @Nullable BlockHashes hashes) {}
