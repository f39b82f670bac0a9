package com.example.flights.benchmarks;

import dev.contrail.events.EventTopic;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic with one producer and one consumer, and nothing of ours between them. */
final class KafkaAlone implements AutoCloseable {

  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers());
  private static final byte[] RECORD = new byte[300];

  private final TopicPartition partition = new TopicPartition(TestServers.freshTopic("bare"), 0);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(BROKER, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaConsumer<byte[], byte[]> consumer =
      new KafkaConsumer<>(BROKER, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  private final Thread thread;
  private volatile boolean stopping;
  private long next;

  KafkaAlone() {
    try (var admin = Admin.create(BROKER)) {
      var topic = new EventTopic(partition.topic(), 1, (short) 1).toNewTopic();
      admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture().join();
    }
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    this.thread = Thread.ofPlatform().name("bare-consumer").start(this::consume);
  }

  private void consume() {
    while (!stopping) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        seen(record.offset());
      }
    }
    consumer.close();
  }

  private synchronized void seen(long offset) {
    next = offset + 1;
    notifyAll();
  }

  /** Sends a record and waits until it is consumed; says when it was sent. */
  long send() throws InterruptedException, ExecutionException {
    var sent = System.nanoTime();
    var record = new ProducerRecord<byte[], byte[]>(partition.topic(), 0, null, RECORD);
    await(producer.send(record).get().offset());
    return sent;
  }

  private synchronized void await(long offset) throws InterruptedException {
    while (next <= offset) {
      wait();
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
