/** The list of __manywords__, and whether they were redeemed. */
@NullMarked
package __domain__.query.__flat__;

import org.jspecify.annotations.NullMarked;
