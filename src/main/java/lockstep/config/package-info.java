/// What a configuration file asked for, as immutable records, and the checks of it that need no
/// disk.
@NullMarked
package lockstep.config;

import org.jspecify.annotations.NullMarked;
