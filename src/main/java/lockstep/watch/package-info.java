/// Kernel notifications in, events out. Decides nothing.
@NullMarked
package lockstep.watch;

import org.jspecify.annotations.NullMarked;
