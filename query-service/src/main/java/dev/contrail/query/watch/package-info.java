/**
 * Standing queries: each new event of the log is matched once against all watches, and what matches
 * is kept and told.
 */
@NullMarked
package dev.contrail.query.watch;

import org.jspecify.annotations.NullMarked;
