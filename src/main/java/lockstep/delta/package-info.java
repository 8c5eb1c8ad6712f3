/// What two versions of a file have in common, found by rsync's algorithm alone: no trees, no
/// syncs, no transport.
@NullMarked
package lockstep.delta;

import org.jspecify.annotations.NullMarked;
