/// What is pending in one sync: events merged by path, with the times they fall due. Pure: no
/// clock, thread, I/O or log.
@NullMarked
package lockstep.queue;

import org.jspecify.annotations.NullMarked;
