/** Watches over counters. */
@NullMarked
package dev.contrail.query.watch;

import org.jspecify.annotations.NullMarked;
