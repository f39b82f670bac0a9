/** The connections that requests share: no more callers wait for one than may. */
@NullMarked
package dev.contrail.query.pool;

import org.jspecify.annotations.NullMarked;
