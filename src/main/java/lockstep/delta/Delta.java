package lockstep.delta;

import java.nio.ByteBuffer;

/// A piece of new content, told by what the old content has. Pieces follow one another without
/// gaps.
public sealed interface Delta {
  /// What stands at `position` of the old content: whole blocks of it.
  record CopyBlocks(long position, long length) implements Delta {}

  /// Bytes of which the old content has no block.
  ///
  /// @param bytes valid until the receiver returns
  record Literal(ByteBuffer bytes) implements Delta {}
}
