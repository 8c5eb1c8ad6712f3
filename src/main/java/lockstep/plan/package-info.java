/// What to do about pending events and when: the life of one sync as a state machine.
@NullMarked
package lockstep.plan;

import org.jspecify.annotations.NullMarked;
