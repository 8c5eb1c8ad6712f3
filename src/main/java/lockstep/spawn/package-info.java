/// Other programs: started, fed, listened to, and ended.
@NullMarked
package lockstep.spawn;

import org.jspecify.annotations.NullMarked;
