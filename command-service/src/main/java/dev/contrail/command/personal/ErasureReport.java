package dev.contrail.command.personal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a person's data on the command side.
 *
 * @param subject the person
 * @param readable whether anything of it can be read by whoever has the database and the master
 *     key; where nothing was looked at, whether there is a key to read it with
 * @param keys all that the person ever had
 * @param erasures each time keys were destroyed
 * @param lookedAt where was looked for the person's data, and what was found; empty if only for
 *     keys
 */
public record ErasureReport(
    String subject,
    boolean readable,
    List<Key> keys,
    List<Erasure> erasures,
    List<Place> lookedAt) {

  ErasureReport with(List<Place> places) {
    var found = places.stream().anyMatch(place -> place.readable() + place.plain() > 0);
    return new ErasureReport(subject, found, keys, erasures, places);
  }

  /**
   * @param destroyedAt null as long as it is not
   * @param published whether the query side has been told the latest of it
   */
  public record Key(
      String keyId, Instant createdAt, @Nullable Instant destroyedAt, boolean published) {}

  /**
   * @param keys how many were destroyed
   */
  public record Erasure(Instant requestedAt, String requestedBy, int keys) {}

  /**
   * @param place a table, and what of it
   * @param found rows that hold personal data of the person
   * @param readable of these, those sealed with a key that is still there
   * @param plain of these, those recorded before the field was marked: no key was ever needed
   */
  public record Place(String place, long found, long readable, long plain) {}
}
