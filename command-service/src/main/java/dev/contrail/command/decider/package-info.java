/** The shape of a pure rule set. */
@NullMarked
package dev.contrail.command.decider;

import org.jspecify.annotations.NullMarked;
