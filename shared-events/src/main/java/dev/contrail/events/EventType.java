package dev.contrail.events;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The stable name of a kind of fact and the version of its shape. This pair is what stands in the
 * log and on the wire; class names never do, so classes may be renamed and moved.
 *
 * @param name kebab-case, past tense, never changed once recorded
 * @param version starts at 1; a new one for every change that old readers could not read
 */
public record EventType(String name, int version) {

  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final int MAX_KNOWN = 1_000;
  private static final Map<Key, EventType> KNOWN = new ConcurrentHashMap<>();

  private record Key(String name, int version) {}

  public EventType {
    requireNonNull(name, "name");
    if (!KEBAB_CASE.matcher(name).matches()) {
      throw new IllegalArgumentException("an event type's name is kebab-case, not '" + name + "'");
    }
    if (version < 1) {
      throw new IllegalArgumentException("an event type's version starts at 1, not " + version);
    }
  }

  /** The same one every time, where there are not too many: making one checks its name. */
  public static EventType of(String name, int version) {
    var key = new Key(name, version);
    var known = KNOWN.get(key);
    if (known != null) {
      return known;
    }
    var type = new EventType(name, version);
    if (KNOWN.size() < MAX_KNOWN) {
      KNOWN.put(key, type);
    }
    return type;
  }

  @Override
  public String toString() {
    return name + " v" + version;
  }
}
