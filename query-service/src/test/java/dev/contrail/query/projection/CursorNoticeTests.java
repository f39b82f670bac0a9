package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorNoticeTests {

  @Test
  void namesThePositionsThatWereReached() {
    var cursors = new TreeMap<>(Map.of(0, new Cursor("t", 1, 17), 11, new Cursor("t", 2, 5)));
    assertThat(CursorNotice.payload("board", cursors, false)).isEqualTo("board 0=17 11=5");
  }

  @Test
  void saysThatOtherStreamsAreParked() {
    assertThat(CursorNotice.payload("board", Map.of(3, new Cursor("t", 1, 17)), true))
        .isEqualTo("board 3=17 !");
  }

  @Test
  void whatDoesNotFitANotificationIsToBeLookedUp() {
    var many =
        IntStream.range(0, 1_000)
            .boxed()
            .collect(Collectors.toMap(i -> i, i -> new Cursor("t", i, 1_000_000_000L + i)));
    assertThat(CursorNotice.payload("board", many, false)).isEqualTo("board");
  }
}
