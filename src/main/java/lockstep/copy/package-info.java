/// Makes a target path equal its source.
@NullMarked
package lockstep.copy;

import org.jspecify.annotations.NullMarked;
