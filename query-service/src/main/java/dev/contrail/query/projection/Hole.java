package dev.contrail.query.projection;

/**
 * Events are missing in the topic: nothing behind them is applied until they have been published
 * again.
 *
 * @param after position of the last event applied
 * @param previous position that the next event found is linked to, which was never seen
 * @param found position of that event
 */
record Hole(long after, long previous, long found) {}
