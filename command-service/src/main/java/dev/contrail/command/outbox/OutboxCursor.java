package dev.contrail.command.outbox;

/**
 * How far a destination has got.
 *
 * @param position everything up to it has been acknowledged by the broker
 * @param partitionPositions per partition, the position of its last event up to {@code position}
 * @param topicId Kafka's id of the topic, empty before the first start
 * @param epoch counts the requests to publish again
 * @param term counts the relays that have led
 * @param republishTo while the position is below it, events are published again whatever the topic
 *     has
 */
record OutboxCursor(
    long position,
    PartitionPositions partitionPositions,
    String topicId,
    long epoch,
    long term,
    long republishTo) {

  OutboxCursor at(long newPosition, PartitionPositions newPartitionPositions) {
    return new OutboxCursor(newPosition, newPartitionPositions, topicId, epoch, term, republishTo);
  }

  OutboxCursor in(String newTopicId) {
    return new OutboxCursor(position, partitionPositions, newTopicId, epoch, term, republishTo);
  }

  /** Whether an operator asked for what comes next to be published again. */
  boolean republishing() {
    return position < republishTo;
  }
}
