package com.example.flights.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.faults.StopWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Fault 27 of docs/guarantees.md: bodies that are far too long, never end, or hardly come. */
class FloodIntegrationTests extends RunningCommandService {

  private static final int EACH = 8;
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final int PIECE = 8 << 10;
  private static final int REQUESTS = 200;
  private static final int WAIT_MS = 500;
  private static final int LONGEST_MS = 60_000;
  private static final int MEGABYTE = 1 << 20;

  /** What a flood was told, and after how long; an empty text if it was cut off without a word. */
  private record Outcome(String status, double seconds) {}

  private interface Flood {
    /** Sends a piece of the body; false if that was the last one. */
    boolean send(OutputStream out) throws IOException;
  }

  /**
   * Cures: the length is looked at before the body is read, what is read is counted, and it has to
   * be there within the deadline.
   */
  @Test
  void f27FloodsAreRefusedWhileOthersAreServed() throws Exception {
    requests(); // the service learns
    var alone = requests();
    var heap = heap();
    List<Outcome> announced;
    List<Outcome> endless;
    List<Outcome> dripping;
    double[] besides;
    long grown;
    try (var threads = Executors.newCachedThreadPool()) {
      var floods = new ArrayList<List<Future<Outcome>>>();
      for (var kind : List.<Callable<Outcome>>of(this::announced, this::endless, this::dripping)) {
        var same = new ArrayList<Future<Outcome>>();
        for (var i = 0; i < EACH; i++) {
          same.add(threads.submit(kind));
        }
        floods.add(same);
      }
      besides = requests();
      grown = (heap() - heap) / MEGABYTE;
      announced = outcomes(floods.get(0));
      endless = outcomes(floods.get(1));
      dripping = outcomes(floods.get(2));
    }
    System.out.printf(
        "F27 %d floods of each kind | others' p99 %.0f ms, %.0f ms before | heap %+d MB | told after %.1f s, %.1f s, %.1f s%n",
        EACH,
        1e3 * p99(besides),
        1e3 * p99(alone),
        grown,
        slowest(announced),
        slowest(endless),
        slowest(dripping));
    assertThat(announced).allMatch(outcome -> isOf(outcome, "413"));
    assertThat(endless).allMatch(outcome -> isOf(outcome, "413"));
    assertThat(dripping).allMatch(outcome -> outcome.status().equals("408"));
    assertThat(announced).anyMatch(outcome -> outcome.status().equals("413"));
    assertThat(grown).isLessThan(50);
  }

  /** Whoever goes on sending may be cut off before he has read why. */
  private static boolean isOf(Outcome outcome, String status) {
    return outcome.status().equals(status) || outcome.status().isEmpty();
  }

  private Outcome announced() throws IOException {
    var left = new int[] {TEN_MEGABYTES};
    return flood(
        "Content-Length: " + TEN_MEGABYTES,
        out -> {
          out.write(new byte[PIECE]);
          left[0] -= PIECE;
          return left[0] > 0;
        });
  }

  private Outcome endless() throws IOException {
    var chunk = ("2000\r\n" + " ".repeat(PIECE) + "\r\n").getBytes(ISO_8859_1);
    return flood(
        "Transfer-Encoding: chunked",
        out -> {
          out.write(chunk);
          return true;
        });
  }

  private Outcome dripping() throws IOException {
    return flood(
        "Content-Length: 1000",
        out -> {
          out.write(' ');
          return true;
        });
  }

  private Outcome flood(String header, Flood flood) throws IOException {
    var watch = new StopWatch();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var head =
          "POST /api/flights HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: %s\r\n%s\r\n\r\n";
      var out = socket.getOutputStream();
      out.write(head.formatted(AGENT, header).getBytes(ISO_8859_1));
      var slow = header.endsWith(" 1000");
      socket.setSoTimeout(slow ? WAIT_MS : 1);
      var goingOn = true;
      while (watch.seconds() * 1e3 < LONGEST_MS) {
        goingOn = goingOn && flood.send(out);
        socket.setSoTimeout(slow || !goingOn ? WAIT_MS : 1);
        try {
          var line = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
          return new Outcome(line.length() < 12 ? "" : line.substring(9), watch.seconds());
        } catch (SocketTimeoutException e) {
          // nothing has been said yet
        }
      }
      return new Outcome("nothing", watch.seconds());
    } catch (IOException e) {
      return new Outcome("", watch.seconds());
    }
  }

  private static List<Outcome> outcomes(List<Future<Outcome>> floods) throws Exception {
    var outcomes = new ArrayList<Outcome>();
    for (var flood : floods) {
      outcomes.add(flood.get());
    }
    return outcomes;
  }

  /** Seconds that each of many commands took. */
  private double[] requests() throws Exception {
    var seconds = new double[REQUESTS];
    for (var i = 0; i < REQUESTS; i++) {
      var watch = new StopWatch();
      var answer =
          post(
              "/api/flights",
              """
              {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":6}
              """);
      seconds[i] = watch.seconds();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
    return seconds;
  }

  private static double p99(double[] seconds) {
    return Arrays.stream(seconds).sorted().toArray()[seconds.length * 99 / 100];
  }

  private static double slowest(List<Outcome> outcomes) {
    return outcomes.stream().mapToDouble(Outcome::seconds).max().orElseThrow();
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
