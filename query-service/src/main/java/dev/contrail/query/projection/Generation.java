package dev.contrail.query.projection;

import java.util.regex.Pattern;

/**
 * One life of a read table, folded from the beginning of the log. Table, cursors and consumer group
 * belong together by its full name.
 *
 * @param projection name of the projection
 * @param number from 1
 */
record Generation(String projection, int number) {

  /** What the name of a table ends with that keeps the states of another one's rows. */
  static final String HISTORY = "_history";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

  Generation {
    if (!NAME.matcher(projection).matches()) {
      throw new IllegalArgumentException(
          "a projection's name is snake_case, not '" + projection + "'");
    }
  }

  /** For example {@code flight_board_g3}. */
  String fullName() {
    return projection + "_g" + number;
  }

  /** The table with its schema, safe to be put into a statement. */
  String table() {
    return "projection." + fullName();
  }

  /** The table of what its rows have been, where the projection keeps that; without its schema. */
  String historyName() {
    return fullName() + HISTORY;
  }

  /** The same with its schema. */
  String historyTable() {
    return table() + HISTORY;
  }
}
