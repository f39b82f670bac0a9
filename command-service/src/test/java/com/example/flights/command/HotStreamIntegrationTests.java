package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.faults.StopWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fault 21 of docs/guarantees.md: one flight is wanted by everybody. */
class HotStreamIntegrationTests extends TwoInstances {

  @Test
  void f21OneFlightIsWantedByAll() throws Exception {
    wanted(0.5);
  }

  /** As much as was promised, on a machine that does nothing else. */
  @Test
  @Tag("long")
  void f21OneFlightIsAsFastAsMany() throws Exception {
    attempts(20);
    wanted(0.8);
  }

  /** Cure: a decision is taken on the newest state, so nobody has to try again. */
  private void wanted(double share) throws Exception {
    var spread = attempts(20);
    var hot = attempts(1);
    var losers =
        hot.answers().stream()
            .filter(answer -> answer.status() == 409)
            .mapToDouble(Answer::seconds)
            .sorted()
            .toArray();
    var p99 = losers[(int) (losers.length * 0.99)];
    finish(
        "F21 hot stream",
        "180 of 2000 booked | losers' p99 %.0f ms | %.0f/s, spread over 20 flights %.0f/s"
            .formatted(p99 * 1_000, hot.perSecond(), spread.perSecond()));
    assertThat(p99).isLessThan(1);
    assertThat(hot.perSecond()).isGreaterThan(share * spread.perSecond());
  }

  private record Attempts(List<Answer> answers, double seconds) {
    double perSecond() {
      return answers.size() / seconds;
    }
  }

  /** 2,000 attempts on 180 seats. */
  private Attempts attempts(int flights) throws Exception {
    var ids = new ArrayList<String>();
    for (var i = 0; i < flights; i++) {
      ids.add(flight(180 / flights));
    }
    var calls = new ArrayList<Callable<Answer>>();
    for (var i = 0; i < 2_000; i++) {
      var flight = ids.get(i % flights);
      var seat = Seats.name(i / flights % (180 / flights));
      var to = i / 2 % 2;
      var passenger = passenger();
      calls.add(() -> book(to, flight, seat, passenger, "key-" + passenger));
    }
    var watch = new StopWatch();
    var answers = all(calls);
    var seconds = watch.seconds();
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(180);
    assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(1_820);
    return new Attempts(answers, seconds);
  }
}
