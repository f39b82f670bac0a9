/** Answers kept as bytes in front of everything else, and dropped when what they show changes. */
@NullMarked
package dev.contrail.query.cache;

import org.jspecify.annotations.NullMarked;
