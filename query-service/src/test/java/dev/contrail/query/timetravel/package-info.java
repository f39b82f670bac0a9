/** Tests of time travel. */
@NullMarked
package dev.contrail.query.timetravel;

import org.jspecify.annotations.NullMarked;
