package dev.contrail.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * How far a generation has come in a partition.
 *
 * @param topicId the topic that the offset belongs to; null before the first record
 * @param nextOffset of the first record that is not dealt with yet
 * @param position of the last event applied, 0 before the first
 */
record Cursor(@Nullable String topicId, long nextOffset, long position) {

  /** Where to read on in a topic: another topic is read from its beginning. */
  long offsetIn(String currentTopicId) {
    return currentTopicId.equals(topicId) ? nextOffset : 0;
  }
}
