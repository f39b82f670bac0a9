package dev.contrail.events;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as JSON and reads them back. Safe for use by many threads.
 *
 * <p>Fields that the class does not know are ignored: a newer writer may add optional ones. A field
 * that is missing or of another kind makes the event {@link Decoded.Unreadable}.
 *
 * @param <E> the sealed interface of the events
 */
public final class EventCodec<E> {

  private final EventCatalog<E> catalog;
  private final JsonMapper json = EventJson.mapper();

  public EventCodec(EventCatalog<E> catalog) {
    this.catalog = catalog;
  }

  /** The classes whose code says what a recorded event means, by name. */
  public Set<Class<?>> meaning() {
    return catalog.meaning();
  }

  /**
   * @throws IllegalArgumentException if the event's class is not in the catalogue
   */
  public EncodedEvent encode(E event) {
    return new EncodedEvent(catalog.typeOf(event.getClass()), json.writeValueAsString(event));
  }

  /**
   * The event as it may be recorded: its {@link Personal} fields changed. The event itself, if it
   * has none.
   *
   * @param seal makes ciphertext of a personal text
   */
  public E seal(E event, PersonalFields.Change seal) {
    return PersonalFields.of(event.getClass()).change(event, seal);
  }

  /** Never throws: what cannot be read is a case of the result. */
  public Decoded<E> decode(EventType type, String data) {
    var entry = catalog.named(type.name()).orElse(null);
    if (entry == null || type.version() > entry.type().version()) {
      return new Decoded.UnknownType<>(type);
    }
    try {
      if (type.version() == entry.type().version()) {
        return new Decoded.Known<>(json.readValue(data, entry.eventClass()));
      }
      return new Decoded.Known<>(json.treeToValue(upcast(type, entry, data), entry.eventClass()));
    } catch (JacksonException e) {
      return new Decoded.Unreadable<>(type, e.getOriginalMessage());
    } catch (RuntimeException e) {
      return new Decoded.Unreadable<>(type, e.toString());
    }
  }

  private ObjectNode upcast(EventType type, EventCatalog.Entry<? extends E> current, String data) {
    var tree = (ObjectNode) json.readTree(data);
    for (var at = type; at.version() < current.type().version(); ) {
      var upcaster = catalog.upcasterFrom(at);
      if (upcaster == null) {
        throw new IllegalStateException("no upcaster leads from " + at + " to the next");
      }
      tree = upcaster.upcast(tree);
      at = new EventType(at.name(), at.version() + 1);
    }
    return tree;
  }
}
