package com.example.flights.local;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The lines of an event stream as they come, until it is closed. */
final class LiveView implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Stream<String> body;

  LiveView(Stream<String> body) {
    this.body = body;
    Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try {
      body.forEach(lines::add);
      lines.add(": the stream has ended");
    } catch (UncheckedIOException e) {
      lines.add(": " + e.getMessage()); // closed, here or there
    }
  }

  /** All that have come. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether an event of this name has come. */
  boolean has(String event) {
    return lines.stream().anyMatch(line -> line.matches("event: ?" + event));
  }

  @Override
  public void close() {
    body.close();
  }
}
