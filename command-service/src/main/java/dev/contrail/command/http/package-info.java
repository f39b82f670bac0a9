/** What every command request shares: idempotency key, preconditions, limits, error answers. */
@NullMarked
package dev.contrail.command.http;

import org.jspecify.annotations.NullMarked;
