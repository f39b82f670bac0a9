/** Commands on __manywords__ over HTTP; ids are made here. */
@NullMarked
package __domain__.command.__flat__.http;

import org.jspecify.annotations.NullMarked;
