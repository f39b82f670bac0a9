/** The local run of this system. */
@NullMarked
package __domain__.local;

import org.jspecify.annotations.NullMarked;
