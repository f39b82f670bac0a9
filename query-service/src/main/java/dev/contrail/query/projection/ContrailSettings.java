package dev.contrail.query.projection;

import dev.contrail.events.EventTopic;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which log is read, and from where.
 *
 * @param cell the log; events of others are passed over
 * @param topic the topic that carries it
 */
@ConfigurationProperties("contrail")
public record ContrailSettings(@DefaultValue("cell-1") String cell, @DefaultValue Topic topic) {

  /**
   * @param name of the topic
   * @param partitions fixed when the topic is made, the same in both services
   * @param replicas copies of each partition, if the topic has to be made
   */
  public record Topic(
      @DefaultValue("contrail.events") String name,
      @DefaultValue("12") int partitions,
      @DefaultValue("1") short replicas) {}

  public EventTopic eventTopic() {
    return new EventTopic(topic.name(), topic.partitions(), topic.replicas());
  }
}
