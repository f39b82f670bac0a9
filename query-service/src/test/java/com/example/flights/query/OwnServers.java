package com.example.flights.query;

import dev.contrail.query.fixture.TestTopic;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Points the whole service at a database and a topic of its own. */
record OwnServers(TestTopic topic, Database database) {

  static OwnServers fresh() {
    return new OwnServers(new TestTopic(12), TestServers.freshDatabase("query"));
  }

  void register(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", database::jdbcUrl);
    properties.add("spring.kafka.bootstrap-servers", TestServers::kafkaBootstrapServers);
    properties.add("contrail.topic.name", topic.topic()::name);
    properties.add("contrail.projection.group-prefix", topic.topic()::name);
  }
}
