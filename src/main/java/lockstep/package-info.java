/// The program: its command line, its process, and the loop that joins the parts.
@NullMarked
package lockstep;

import org.jspecify.annotations.NullMarked;
