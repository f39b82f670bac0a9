package dev.contrail.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All facts a system records: which class stands for which {@link EventType}. One type name has one
 * current version, the one that is written; older versions are read through {@link Upcaster}s.
 *
 * @param <E> the sealed interface of the events
 */
public final class EventCatalog<E> {

  private final Map<String, Entry<? extends E>> byName;
  private final Map<Class<?>, EventType> byClass;
  private final Map<EventType, Upcaster> upcasters;

  private EventCatalog(Map<String, Entry<? extends E>> byName, Map<EventType, Upcaster> upcasters) {
    this.byName = Map.copyOf(byName);
    this.upcasters = Map.copyOf(upcasters);
    var classes = new HashMap<Class<?>, EventType>();
    byName.values().forEach(entry -> classes.put(entry.eventClass(), entry.type()));
    this.byClass = Map.copyOf(classes);
  }

  /**
   * Starts a catalogue for the permitted classes of a sealed interface.
   *
   * @throws IllegalArgumentException if the interface is not sealed
   */
  public static <E> Builder<E> of(Class<E> events) {
    if (!events.isSealed()) {
      throw new IllegalArgumentException(events.getName() + " is not sealed");
    }
    return new Builder<>(events);
  }

  /** The current type of an event's class; every permitted class has one. */
  EventType typeOf(Class<?> eventClass) {
    var type = byClass.get(eventClass);
    if (type == null) {
      throw new IllegalArgumentException(eventClass.getName() + " is not in the catalogue");
    }
    return type;
  }

  Optional<Entry<? extends E>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Nullable Upcaster upcasterFrom(EventType type) {
    return upcasters.get(type);
  }

  /**
   * The classes whose code says what a recorded event means, by name: the events, what they are
   * made of, and where their upcasters stand.
   */
  public Set<Class<?>> meaning() {
    var classes = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
    byName.values().forEach(entry -> collect(entry.eventClass(), classes));
    for (var upcaster : upcasters.values()) {
      if (!upcaster.getClass().isHidden()) { // as those of lambdas are
        classes.add(upcaster.getClass());
      }
      classes.add(upcaster.getClass().getNestHost());
    }
    return classes;
  }

  private static void collect(Class<?> type, Set<Class<?>> classes) {
    if (type.isRecord() && classes.add(type)) {
      for (var component : type.getRecordComponents()) {
        collect(component.getType(), classes);
      }
    } else if (type.isEnum()) {
      classes.add(type);
    }
  }

  /** All current types with their classes, in no particular order. */
  public Collection<Entry<? extends E>> entries() {
    return byName.values();
  }

  /** A current type and the class that stands for it. */
  public record Entry<T>(EventType type, Class<T> eventClass) {}

  /** Collects the entries; {@link #build} checks that none is missing. */
  public static final class Builder<E> {

    private final Class<E> events;
    private final Map<String, Entry<? extends E>> byName = new LinkedHashMap<>();
    private final Map<EventType, Upcaster> upcasters = new LinkedHashMap<>();

    private Builder(Class<E> events) {
      this.events = events;
    }

    /** Names a class and its current version. */
    public <T extends E> Builder<E> type(String name, int version, Class<T> eventClass) {
      var entry = new Entry<T>(new EventType(name, version), eventClass);
      if (byName.putIfAbsent(name, entry) != null) {
        throw new IllegalArgumentException("two classes are called '" + name + "'");
      }
      return this;
    }

    /** Says how the JSON of one version becomes that of the next. */
    public Builder<E> upcast(String name, int fromVersion, Upcaster upcaster) {
      upcasters.put(new EventType(name, fromVersion), upcaster);
      return this;
    }

    /**
     * @throws IllegalStateException if a permitted class has no name, or a version no upcaster
     * @throws IllegalArgumentException if a field is marked {@link Personal} that cannot be
     */
    public EventCatalog<E> build() {
      for (var permitted : events.getPermittedSubclasses()) {
        if (byName.values().stream().noneMatch(e -> e.eventClass().equals(permitted))) {
          throw new IllegalStateException(permitted.getName() + " has no name in the catalogue");
        }
      }
      for (var entry : byName.values()) {
        PersonalFields.of(entry.eventClass());
        for (var version = 1; version < entry.type().version(); version++) {
          var older = new EventType(entry.type().name(), version);
          if (!upcasters.containsKey(older)) {
            throw new IllegalStateException("no upcaster leads from " + older + " to the next");
          }
        }
      }
      return new EventCatalog<>(byName, upcasters);
    }
  }
}
