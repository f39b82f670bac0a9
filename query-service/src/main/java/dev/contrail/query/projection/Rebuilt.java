package dev.contrail.query.projection;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild that was asked for, finished or not.
 *
 * @param expected columns that may differ, null if any may
 * @param rate records a second
 * @param difference as JSON, null before it is known
 */
record Rebuilt(
    Generation generation,
    int version,
    State state,
    boolean dryRun,
    @Nullable Set<String> expected,
    Instant requestedAt,
    @Nullable Instant finishedAt,
    @Nullable String claimedBy,
    long rate,
    @Nullable String error,
    @Nullable String difference) {}
