/** The relay: a cursor on the log that publishes it to Kafka. */
@NullMarked
package dev.contrail.command.outbox;

import org.jspecify.annotations.NullMarked;
