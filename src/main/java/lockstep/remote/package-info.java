/// What rsync and ssh are given for a sync, as lsyncd gives it to them, and what their answers
/// mean. Starts nothing itself.
@NullMarked
package lockstep.remote;

import org.jspecify.annotations.NullMarked;
