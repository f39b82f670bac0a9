package dev.contrail.query.projection;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What instances tell each other through the database: how far a live generation has come.
 *
 * @param reached by partition the position of its last event
 * @param parkedHaveChanged whether other streams are parked than before
 * @param complete whether it says everything; else 'look yourself'
 */
record CursorNotice(
    String projection, Map<Integer, Long> reached, boolean parkedHaveChanged, boolean complete) {

  static final String CHANNEL = "contrail_projection";

  private static final int MAX_PAYLOAD = 7_900;

  /**
   * The projection, then partition=position, then '!' if other streams are parked than before; the
   * name alone if that is too long for a notification.
   */
  static String payload(
      String projection, Map<Integer, Cursor> cursors, boolean parkedHaveChanged) {
    var payload =
        cursors.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue().position())
            .collect(Collectors.joining("", projection, parkedHaveChanged ? " !" : ""));
    return payload.length() <= MAX_PAYLOAD ? payload : projection;
  }

  static CursorNotice parse(String payload) {
    var words = payload.split(" ");
    var parkedHaveChanged = words.length > 1 && words[words.length - 1].equals("!");
    var reached = new HashMap<Integer, Long>();
    for (var i = 1; i < words.length - (parkedHaveChanged ? 1 : 0); i++) {
      var equals = words[i].indexOf('=');
      reached.put(
          Integer.parseInt(words[i], 0, equals, 10),
          Long.parseLong(words[i], equals + 1, words[i].length(), 10));
    }
    return new CursorNotice(words[0], reached, parkedHaveChanged, words.length > 1);
  }
}
