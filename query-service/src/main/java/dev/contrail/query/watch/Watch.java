package dev.contrail.query.watch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A standing query.
 *
 * @param since events after this position are matched
 * @param caughtUp how far it has been matched with events that were there before it, null once it
 *     goes with the others
 */
record Watch(
    UUID id,
    String name,
    Definition definition,
    long since,
    @Nullable Long caughtUp,
    Instant createdAt) {}
