/** The dense log in Postgres: append, read, hash chain. */
@NullMarked
package dev.contrail.command.eventstore;

import org.jspecify.annotations.NullMarked;
