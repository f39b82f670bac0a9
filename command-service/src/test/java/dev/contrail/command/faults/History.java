package dev.contrail.command.faults;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.EventTopic;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What clients were told, to be held against the log and the topic once the system is quiet. Usable
 * on any {@link Domain}; safe for use by many clients at once.
 */
public final class History {

  private final Domain domain;
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger contradictions = new AtomicInteger();

  public History(Domain domain) {
    this.domain = domain;
  }

  /**
   * A client was told that its command is recorded. Told again, it must hear the same.
   *
   * @param position of the event, as the answer says
   */
  public void acknowledged(String intention, long position) {
    var before = acknowledged.put(intention, position);
    if (before != null && before != position) {
      contradictions.incrementAndGet();
    }
  }

  /** Commands that were answered so far. */
  public int acknowledged() {
    return acknowledged.size();
  }

  /** Holds the clients' view against the whole log. */
  public Verdict check(List<RecordedEvent> log) {
    var effects = new HashMap<String, Integer>();
    var right = new HashSet<String>();
    for (var event : log) {
      domain
          .intention(event)
          .ifPresent(intention -> {
            effects.merge(intention, 1, Integer::sum);
            if (acknowledged.getOrDefault(intention, 0L) == event.position()) {
              right.add(intention);
            }
          });
    }
    var doubled = effects.values().stream().filter(count -> count > 1).count();
    return new Verdict(
        acknowledged.size(),
        acknowledged.size() - right.size(),
        (int) doubled + contradictions.get(),
        domain.broken(log),
        gaps(log),
        true,
        0);
  }

  /** Holds the log against what is on the topic as well. */
  public Verdict check(List<RecordedEvent> log, List<ChainedEvent> published, EventTopic topic) {
    var tally = Tally.of(log, published, topic);
    var verdict = check(log);
    return new Verdict(
        verdict.acknowledged(),
        verdict.lost() + tally.lost(),
        verdict.doubled(),
        verdict.broken(),
        verdict.gaps(),
        tally.ordered(),
        tally.doubled());
  }

  /** Positions, versions and times that are not the next ones. */
  private static int gaps(List<RecordedEvent> log) {
    var gaps = 0;
    var versions = new HashMap<String, Long>();
    for (var i = 0; i < log.size(); i++) {
      var event = log.get(i);
      var version = versions.merge(event.streamId(), 1L, Long::sum);
      if (event.position() != i + 1
          || event.streamVersion() != version
          || (i > 0 && !event.recordedAt().isAfter(log.get(i - 1).recordedAt()))) {
        gaps++;
      }
    }
    return gaps;
  }

  /**
   * All but the repeats must be as in {@link #holds}; whether repeats may be, depends on the fault.
   *
   * @param acknowledged commands that were answered
   * @param lost of these, the ones that are not in the log as answered, and events not on the topic
   * @param doubled commands with more than one effect, or with two different answers
   * @param broken times the domain's rule is broken
   * @param gaps in the log
   * @param ordered whether each partition of the topic is a chain without a hole, repeats dropped
   * @param repeats on the topic
   */
  public record Verdict(
      int acknowledged, int lost, int doubled, int broken, int gaps, boolean ordered, int repeats) {

    /** Whether nothing that was promised is broken. */
    public boolean holds() {
      return acknowledged > 0 && lost + doubled + broken + gaps == 0 && ordered;
    }

    /** The line that is printed for a fault. */
    public String line(String fault, String figures) {
      return "%s | lost %d/%d | doubled %d | rule broken %d | gaps %d | order %s | repeats %d | %s"
          .formatted(
              fault,
              lost,
              acknowledged,
              doubled,
              broken,
              gaps,
              ordered ? "ok" : "BROKEN",
              repeats,
              figures);
    }
  }
}
