/** The journal for tests of what reads it. */
@NullMarked
package dev.contrail.query.journal;

import org.jspecify.annotations.NullMarked;
