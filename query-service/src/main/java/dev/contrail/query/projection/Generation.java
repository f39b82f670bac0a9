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
}
