package dev.contrail.events;

import java.util.List;

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
   * @param kind for example {@code uuid}, {@code integer}, {@code local-date-time}
   * @param required whether a reader may rely on it
   */
  public record Field(String name, String kind, boolean required) {

    @Override
    public String toString() {
      return name + ": " + kind + (required ? "" : " (optional)");
    }
  }
}
