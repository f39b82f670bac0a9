package dev.contrail.command.outbox;

import dev.contrail.events.EventTopic;
import java.time.Duration;

/**
 * Where and how the log is published.
 *
 * @param topic the destination; its name is the destination's
 * @param cell the log's name, in every record
 * @param delivery what readers get when two relays live at once
 * @param batch events read at once
 * @param pause between two reads of the log: events that come meanwhile are sent together
 * @param poll how long the relay sleeps when nothing wakes it
 * @param heartbeat how often the leader shows that it lives, and a stand-by asks
 * @param cursorInterval how often the outbox row is written at most
 */
record RelaySettings(
    EventTopic topic,
    String cell,
    Delivery delivery,
    int batch,
    Duration pause,
    Duration poll,
    Duration heartbeat,
    Duration cursorInterval) {

  String destination() {
    return topic.name();
  }
}
