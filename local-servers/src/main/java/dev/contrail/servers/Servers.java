package dev.contrail.servers;

/** One PostgreSQL and one Kafka for the tests of a JVM. */
interface Servers {
  Databases databases();

  String kafkaBootstrapServers();

  /** Both servers, Kafka first. */
  void stop();
}
