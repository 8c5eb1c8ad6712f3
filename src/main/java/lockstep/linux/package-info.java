/// The C library's calls that Java lacks, each under its C name, by FFM. No policy, no retries, no
/// logging.
@NullMarked
package lockstep.linux;

import org.jspecify.annotations.NullMarked;
