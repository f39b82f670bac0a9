package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Two instances of the service, clients who book seats at both, and what they were told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstances extends RunningCommandService {

  private static final int CLIENTS = 64;
  private static final int TRIES = 5;

  private final String passengerPrefix = UUID.randomUUID() + "-";
  private final History history = new History(new FlightDomain(passengerPrefix));
  @Autowired private Environment environment;
  @Autowired private DataSource dataSource;
  private ServiceInstance second;
  private int passengers;

  /** An answer, and how long it took. */
  record Answer(HttpResponse<String> response, double seconds) {
    int status() {
      return response.statusCode();
    }
  }

  @BeforeAll
  void startAnother() {
    second = ServiceInstance.beside(environment);
  }

  @AfterAll
  void stopTheOther() {
    second.close();
  }

  void finish(String fault, String figures) {
    var verdict = history.check(new PostgresEventStore(dataSource).readLog(0, Integer.MAX_VALUE));
    System.out.println(verdict.line(fault, figures));
    assertThat(verdict).matches(History.Verdict::holds);
  }

  String passenger() {
    return passengerPrefix + passengers++;
  }

  String flight(int seats) throws Exception {
    var body =
        """
        {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":%d}
        """;
    return body(post("/api/flights", body.formatted(seats))).get("flightId").stringValue();
  }

  /** Books as clients do: what is overloaded, or does not know the outcome, is asked again. */
  Answer book(int instance, String flight, String seat, String passenger, String key)
      throws Exception {
    var body =
        "{\"passengerId\":\"%s\",\"passengerName\":\"A\",\"seat\":\"%s\",\"fareCents\":1}"
            .formatted(passenger, seat);
    var watch = new StopWatch();
    var to = instance == 0 ? port : second.port();
    var path = "/api/flights/" + flight + "/bookings";
    var response = postTo(to, path, body, "Idempotency-Key", key);
    for (var i = 1; i < TRIES && response.statusCode() == 503; i++) {
      response = postTo(to, path, body, "Idempotency-Key", key);
    }
    var answer = new Answer(response, watch.seconds());
    if (answer.status() == 201) {
      history.acknowledged(passenger, body(response).get("position").longValue());
    } else {
      assertThat(answer.status()).as(response.body()).isEqualTo(409);
    }
    return answer;
  }

  static List<Answer> all(List<Callable<Answer>> calls)
      throws InterruptedException, ExecutionException {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var answers = new ArrayList<Answer>();
      for (var future : clients.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
