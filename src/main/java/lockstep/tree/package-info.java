/// One confined directory tree: every operation goes through held directories, and none follows a
/// link out.
@NullMarked
package lockstep.tree;

import org.jspecify.annotations.NullMarked;
