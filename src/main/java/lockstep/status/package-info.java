/// How the syncs stand, as files and reports.
@NullMarked
package lockstep.status;

import org.jspecify.annotations.NullMarked;
