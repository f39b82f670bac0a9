/** Folds the topic into read tables, each event's effect exactly once. */
@NullMarked
package dev.contrail.query.projection;

import org.jspecify.annotations.NullMarked;
