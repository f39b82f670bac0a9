/**
 * Time travel: single rows, lists and sums as they were at a time or version, folded from the
 * journal or read from rows that were kept.
 */
@NullMarked
package dev.contrail.query.timetravel;

import org.jspecify.annotations.NullMarked;
