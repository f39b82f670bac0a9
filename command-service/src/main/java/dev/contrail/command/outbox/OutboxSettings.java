package dev.contrail.command.outbox;

import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is published.
 *
 * @param delivery what readers get when two relays live at once
 * @param batch events read at once
 * @param pause between two reads of the log: events that come meanwhile are sent together
 * @param poll how long the relay sleeps when nothing wakes it
 * @param heartbeat how often the leader shows that it lives, and a stand-by asks
 * @param cursorInterval how often the outbox row is written at most
 * @param maxAge how long an event may wait to be published until health says so
 * @param destinations more topics that get the whole log, from its beginning, beside {@code
 *     contrail.topic}
 */
@ConfigurationProperties("contrail.relay")
record OutboxSettings(
    @DefaultValue("idempotent") Delivery delivery,
    @DefaultValue("2000") int batch,
    @DefaultValue("5ms") Duration pause,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("500ms") Duration heartbeat,
    @DefaultValue("50ms") Duration cursorInterval,
    @DefaultValue("1m") Duration maxAge,
    @DefaultValue List<Topic> destinations) {

  /**
   * @param name of the topic
   * @param partitions fixed once the topic is made
   * @param replicas copies of each partition
   */
  @ConfigurationProperties("contrail.topic")
  record Topic(String name, @DefaultValue("12") int partitions, @DefaultValue("1") short replicas) {

    EventTopic toEventTopic() {
      return new EventTopic(name, partitions, replicas);
    }
  }

  /** The relay's own login to the service's database. */
  @ConfigurationProperties("contrail.relay.database")
  record Database(String username, String password) {}

  RelaySettings to(EventTopic topic, String cell) {
    return new RelaySettings(topic, cell, delivery, batch, pause, poll, heartbeat, cursorInterval);
  }
}
