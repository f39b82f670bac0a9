package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTests {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Parts parts =
      new Parts(new Console(new PrintStream(said, true, StandardCharsets.UTF_8)));
  private final List<String> stopped = new CopyOnWriteArrayList<>();

  @Test
  void stopInReverseOrderAlsoWhenOneFails() {
    start("first");
    parts.start(
        "second",
        () ->
            () -> {
              throw new IllegalStateException("stuck");
            });
    start("third");
    parts.close();
    assertThat(stopped).containsExactly("third", "first");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("second did not stop in order: java.lang.IllegalStateException: stuck")
        .endsWith("Everything is stopped.\n");
  }

  @Test
  void aPartThatIsStartingWhenTheStopComesIsStoppedToo() throws Exception {
    var starting = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var main =
        Thread.ofVirtual()
            .start(() ->
                parts.start(
                    "slow",
                    () -> {
                      starting.countDown();
                      goOn.await();
                      return () -> stopped.add("slow");
                    }));
    starting.await();
    var stop = Thread.ofVirtual().start(parts::close);
    while (!parts.isStopping()) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    main.join();
    stop.join();
    assertThat(stopped).containsExactly("slow");
  }

  @Test
  void nothingStartsAfterTheStop() {
    parts.close();
    assertThatThrownBy(() -> start("late")).isInstanceOf(StackFailure.class);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aPartThatDoesNotStartIsNamed() {
    assertThatThrownBy(() ->
            parts.start(
                "Kafka",
                () -> {
                  throw new IllegalStateException("no disk");
                }))
        .isInstanceOf(StackFailure.class)
        .hasMessage("Kafka did not start: java.lang.IllegalStateException: no disk");
  }

  private void start(String name) {
    parts.start(name, () -> () -> stopped.add(name));
  }
}
