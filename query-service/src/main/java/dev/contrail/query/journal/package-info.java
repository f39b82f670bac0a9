/** Every event of the log, kept to be searched and to prove that none is missing. */
@NullMarked
package dev.contrail.query.journal;

import org.jspecify.annotations.NullMarked;
