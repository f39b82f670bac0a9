@NullMarked
package __domain__.query.__flat__;

import org.jspecify.annotations.NullMarked;
