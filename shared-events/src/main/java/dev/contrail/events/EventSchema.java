package dev.contrail.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one version of an event, as it stands in its JSON.
 *
 * @param fields in the order they are written
 */
public record EventSchema(EventType type, List<Field> fields) {

  /**
   * A field of the JSON.
   *
   * @param name with dots for fields of fields
   * @param kind for example {@code uuid}, {@code integer} (32 bits), {@code local-date-time}
   * @param required whether a reader may rely on it
   * @param personal the field that says whose it is, if it is sealed with the key of a person
   */
  public record Field(String name, String kind, boolean required, @Nullable String personal) {

    /** A field that is nobody's. */
    public Field(String name, String kind, boolean required) {
      this(name, kind, required, null);
    }

    /**
     * Whether who reads the other field reads this one: what is sealed now may have been plain, and
     * numbers may have become longer.
     */
    boolean isReadAs(Field other) {
      return name.equals(other.name)
          && (kind.equals(other.kind) || (kind.equals("integer") && other.kind.equals("long")))
          && required == other.required
          && (personal == null || personal.equals(other.personal));
    }

    @Override
    public String toString() {
      var whose = personal == null ? "" : " (personal, of " + personal + ")";
      return name + ": " + kind + (required ? "" : " (optional)") + whose;
    }
  }
}
