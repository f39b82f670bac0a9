package dev.contrail.command.outbox;

/**
 * How far a destination has got.
 *
 * @param position everything up to it has been acknowledged by the broker
 * @param partitionPositions per partition, the position of its last event up to {@code position}
 * @param topicId Kafka's id of the topic, empty before the first start
 * @param epoch counts the requests to publish again
 */
record OutboxCursor(
    long position, PartitionPositions partitionPositions, String topicId, long epoch) {}
