package dev.contrail.query.personal;

import dev.contrail.events.PersonalFields;
import dev.contrail.personal.DataKey.MisplacedException;
import dev.contrail.personal.Sealed;
import dev.contrail.query.personal.KeyRing.Found;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Opens what is {@linkplain dev.contrail.events.Personal personal} in rows that are about to be
 * shown; to be called by controllers, for what their callers may see. Rows that nobody opens show
 * ciphertext. What was erased becomes null, and so does what was imported without its key. Safe for
 * use by many threads.
 */
public final class PersonalData {

  private static final Logger log = LoggerFactory.getLogger(PersonalData.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final KeyTable table;
  private final KeyRing ring;
  private final Duration patience;

  PersonalData(KeyTable table, KeyRing ring, Duration patience) {
    this.table = table;
    this.ring = ring;
    this.patience = patience;
  }

  /**
   * The rows as they may be shown; waits a little for keys that have not arrived.
   *
   * @throws Problem 503 {@code not-yet-visible} if a key does not arrive in time, or the master key
   *     that it is wrapped by is not here
   */
  public <R> List<R> open(List<R> rows) {
    var keys = keysIn(rows);
    var missing = missing(keys);
    if (!missing.isEmpty() && !arrive(missing) || keys.stream().anyMatch(ring::isLocked)) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "not-yet-visible",
              "The key of what is personal in the answer is not here yet. Send the same request again.")
          .retryAfter(RETRY_AFTER);
    }
    return rows.stream().map(this::opened).toList();
  }

  /** The row, if there is one, like {@link #open(List)}. */
  public <R> Optional<R> open(Optional<R> row) {
    return open(row.stream().toList()).stream().findFirst();
  }

  /**
   * The same for a stream of changes: what has no key yet is null there, and the stream begins anew
   * once the key is here.
   */
  public <R> List<R> openLive(List<R> rows) {
    var missing = missing(keysIn(rows));
    if (!missing.isEmpty()) {
      missing.forEach(ring::missed);
      arrive(missing);
    }
    return rows.stream().map(this::opened).toList();
  }

  /** Has something called on every instance when what was shown has to be shown anew. */
  public void whenChanged(Runnable listener) {
    ring.whenChanged(listener);
  }

  /**
   * A key that has arrived.
   *
   * @param destroyedAt null as long as it is not
   */
  public record Key(String keyId, @Nullable Instant destroyedAt) {}

  /** All keys of a person that have arrived, also those that are destroyed. */
  public List<Key> keysOf(String subject) {
    return table.ofSubject(subject).stream()
        .map(key -> new Key(key.keyId(), key.destroyedAt()))
        .toList();
  }

  private <R> Set<String> keysIn(List<R> rows) {
    var keys = new HashSet<String>();
    for (var row : rows) {
      PersonalFields.of(row.getClass())
          .change(
              row,
              (_, _, text) -> {
                Sealed.in(text).map(Sealed::keyId).ifPresent(keys::add);
                return text;
              });
    }
    return keys;
  }

  private List<String> missing(Set<String> keys) {
    return keys.stream().filter(ring::isMissing).toList();
  }

  private boolean arrive(List<String> keys) {
    try {
      return ring.await(keys, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <R> R opened(R row) {
    return PersonalFields.of(row.getClass()).change(row, this::text);
  }

  private @Nullable String text(String subject, String field, String text) {
    var sealed = Sealed.in(text).orElse(null);
    if (sealed == null) {
      return text;
    }
    try {
      return ring.find(sealed.keyId()) instanceof Found.Open open
          ? open.key().open(subject, field, sealed)
          : null;
    } catch (MisplacedException e) {
      log.error("a row of {} is not as it was written: {}", subject, e.getMessage());
      return null;
    }
  }
}
