/// Reads lsyncd's configuration language.
@NullMarked
package lockstep.lua;

import org.jspecify.annotations.NullMarked;
