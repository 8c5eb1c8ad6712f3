/// Which paths a sync leaves out: lsyncd's excludes and rsync's filter rules, with rsync's meaning.
@NullMarked
package lockstep.filter;

import org.jspecify.annotations.NullMarked;
