package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults 20 and 22 of docs/guarantees.md: many clients of two instances want the same. */
class RaceIntegrationTests extends TwoInstances {

  private static final long SEED = 20;

  /** Cure: the command's id comes from its key, and its outcome is looked up under the lock. */
  @Test
  void f20EveryRequestIsSentUpToFiveTimesAtOnce() throws Exception {
    var random = new Random(SEED);
    var flight = flight(853);
    var groups = new ArrayList<List<Callable<Answer>>>();
    for (var i = 0; i < 300; i++) {
      var passenger = passenger();
      var seat = Seats.name(i);
      groups.add(
          IntStream.rangeClosed(0, random.nextInt(5))
              .<Callable<Answer>>mapToObj(
                  sent -> () -> book(sent % 2, flight, seat, passenger, "key-" + passenger))
              .toList());
    }
    var answers = all(groups.stream().flatMap(List::stream).toList()).iterator();
    for (var group : groups) {
      var bodies = group.stream().map(sent -> answers.next().response().body()).distinct();
      assertThat(bodies).hasSize(1);
    }
    finish(
        "F20 duplicate storm, seed " + SEED,
        "300 commands sent %d times".formatted(groups.stream().mapToInt(List::size).sum()));
  }

  @Test
  void f22TwoInstancesSellTheSameSeats() throws Exception {
    race(1_000);
  }

  @Test
  @Tag("long")
  void f22TwoInstancesSellManyOfTheSameSeats() throws Exception {
    race(10_000);
  }

  /** Cure: the state that a decision sees is completed under the log's lock. */
  private void race(int pairs) throws Exception {
    var calls = new ArrayList<Callable<Answer>>();
    var flight = "";
    for (var i = 0; i < pairs; i++) {
      if (i % 500 == 0) {
        flight = flight(853);
      }
      var wanted = flight;
      var seat = Seats.name(i % 500);
      for (var instance = 0; instance < 2; instance++) {
        var to = instance;
        var passenger = passenger();
        calls.add(() -> book(to, wanted, seat, passenger, "key-" + passenger));
      }
    }
    var answers = all(calls);
    for (var i = 0; i < answers.size(); i += 2) {
      assertThat(List.of(answers.get(i).status(), answers.get(i + 1).status()))
          .containsExactlyInAnyOrder(201, 409);
    }
    finish("F22 two-instance race", "one 201 in each of %d pairs".formatted(pairs));
  }
}
