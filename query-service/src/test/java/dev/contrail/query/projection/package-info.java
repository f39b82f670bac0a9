/** Tests of the runner with a toy domain. */
@NullMarked
package dev.contrail.query.projection;

import org.jspecify.annotations.NullMarked;
