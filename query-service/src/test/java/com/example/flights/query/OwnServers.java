package com.example.flights.query;

import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import java.util.Map;

/** A topic and a database of their own for a whole service. */
record OwnServers(TestTopic topic, Database database) {

  static OwnServers fresh() {
    return new OwnServers(new TestTopic(12), TestServers.freshDatabase("query"));
  }

  /** What the service has to be told to use them. */
  Map<String, String> properties() {
    return Map.of(
        "contrail.cell", TestLog.CELL,
        "spring.datasource.url", database.jdbcUrl(),
        "spring.kafka.bootstrap-servers", TestServers.kafkaBootstrapServers(),
        "contrail.personal-data.master-keys", "target/master-keys.json",
        "contrail.topic.name", topic.topic().name(),
        "contrail.projection.group-prefix", topic.topic().name(),
        "spring.security.oauth2.resourceserver.jwt.issuer-uri", Tokens.ISSUER.uri());
  }
}
