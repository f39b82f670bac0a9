package dev.contrail.query.watch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that a watch has matched.
 *
 * @param windowKey what its window counts by; null if the watch has none
 * @param alert whether the window became full with it
 * @param alerted whether the window has been full with it or before, and not empty since
 */
record Match(
    UUID watch,
    long position,
    Instant recordedAt,
    @Nullable String windowKey,
    boolean alert,
    boolean alerted) {}
