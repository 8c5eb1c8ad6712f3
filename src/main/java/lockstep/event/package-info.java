/// What happened below a watched root, and where: events, and paths that are bytes rather than
/// strings.
@NullMarked
package lockstep.event;

import org.jspecify.annotations.NullMarked;
