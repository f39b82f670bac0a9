package dev.contrail.query.watch;

import dev.contrail.query.http.Parameters;
import dev.contrail.query.journal.JournalReader;
import dev.contrail.web.Problem;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Makes, shows and deletes watches. */
final class Watches {

  private final WatchDatabase database;
  private final WatchTable table;
  private final JournalReader journal;
  private final int max;

  Watches(WatchDatabase database, JournalReader journal, int max) {
    this.database = database;
    this.table = database.watches();
    this.journal = journal;
    this.max = max;
  }

  /**
   * Makes a watch, between two steps of whoever matches.
   *
   * @param since null for the last position there is
   * @throws Problem 422 if {@code since} is no position there is, 409 if there are too many watches
   */
  Watch create(String name, Definition definition, @Nullable Long since) {
    return Objects.requireNonNull(
        database
            .transactions()
            .execute(_ -> {
              var cursor = table.lock();
              var head = Math.max(journal.head(), cursor.position());
              if (since != null && (since < 0 || since > head)) {
                throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "invalid-content",
                    "The field 'since' is a position from 0 to %d, the last one there is."
                        .formatted(head));
              }
              if (table.count() >= max) {
                throw Problem.of(
                    HttpStatus.CONFLICT,
                    "too-many-watches",
                    "There are %d watches, which is the limit. Delete some.".formatted(max));
              }
              var from = since == null ? head : since;
              var behind = from < cursor.position() ? from : null;
              var revision = cursor.revision() + 1;
              table.revise(revision);
              return table.insert(name, definition, from, behind, revision);
            }));
  }

  /** Deletes it and its matches; once this has returned no further match is found. */
  void delete(UUID id) {
    database
        .transactions()
        .executeWithoutResult(_ -> {
          var cursor = table.lock();
          if (!table.delete(id)) {
            throw unknown();
          }
          table.revise(cursor.revision() + 1);
        });
  }

  /**
   * @throws Problem 404 if there is none
   */
  Watch require(UUID id) {
    return table.find(id).orElseThrow(Watches::unknown);
  }

  private static Problem unknown() {
    return Problem.of(HttpStatus.NOT_FOUND, "watch-not-found", "There is no such watch.");
  }

  /** In the order in which they were made. */
  List<Watch> after(@Nullable String id, int limit) {
    return table.after(id == null ? null : uuid(id), limit);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid("after", "is the id of a watch");
    }
  }

  /** The position up to which all matches of a watch have been found. */
  long matchedUpTo(Watch watch) {
    if (watch.caughtUp() != null) {
      return watch.caughtUp();
    }
    return table.cursor().map(WatchTable.Cursor::position).orElse(0L);
  }
}
