package dev.contrail.command.eventstore;

import java.time.Instant;
import java.util.UUID;

/** An accepted command without events that came with an idempotency key. */
public record NewOutcome(UUID commandId, byte[] commandHash, String outcome, Instant recordedAt) {}
