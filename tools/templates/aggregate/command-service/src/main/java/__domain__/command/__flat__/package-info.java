/** The rules of __article__ __words__: pure. */
@NullMarked
package __domain__.command.__flat__;

import org.jspecify.annotations.NullMarked;
