/** Runs commands: queue, group, log lock, decide, append. */
@NullMarked
package dev.contrail.command.sequencer;

import org.jspecify.annotations.NullMarked;
