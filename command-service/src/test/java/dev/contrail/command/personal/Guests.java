package dev.contrail.command.personal;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.decider.Decider;
import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import dev.contrail.events.Metadata;
import dev.contrail.events.Personal;
import dev.contrail.personal.MasterKeys;
import dev.contrail.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A toy domain with names in its events and, against all advice, in its state: a house. */
public final class Guests implements Decider<Guests.Come, Guests.House, Guests.Event> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Guests DECIDER = new Guests();

  /** Somebody wants to come. */
  public record Come(String guestId, String name) {}

  /** Who is there, as the log tells it. */
  public record House(List<String> names) {}

  /** What can happen. */
  public sealed interface Event {

    EventCatalog<Event> CATALOG =
        EventCatalog.of(Event.class).type("guest-came", 1, GuestCame.class).build();

    /** Somebody came. */
    record GuestCame(String guestId, @Personal(subject = "guestId") String name) implements Event {}
  }

  public static final StreamType<House, Event> TYPE =
      new StreamType<>("house", DECIDER, new EventCodec<>(Event.CATALOG), House.class);

  @Override
  public House initialState() {
    return new House(List.of());
  }

  @Override
  public List<Event> decide(Come command, House house) {
    return List.of(new Event.GuestCame(command.guestId(), command.name()));
  }

  @Override
  public House evolve(House house, Event event) {
    return switch (event) {
      case Event.GuestCame(_, var name) -> {
        var names = new ArrayList<>(house.names());
        names.add(name);
        yield new House(List.copyOf(names));
      }
    };
  }

  /** One that does not say whom it is about. */
  public static Submission come(String houseId, String guestId, String name) {
    var target = Target.of("house-" + houseId, TYPE, new Expectation.Any());
    return new Submission(
        UUID.randomUUID(),
        false,
        new byte[0],
        "Come",
        Metadata.of("tester"),
        List.of(target),
        Decision.of(target, DECIDER, new Come(guestId, name)),
        Deadline.in(PATIENCE));
  }

  /** A sequencer that seals, one instance of several. */
  public static Sequencer sequencer(CommandDatabase database, MasterKeys masters) {
    var sequencer =
        new Sequencer(
            database.connections()::forAppending,
            database.store(),
            database.snapshots(),
            CommandDatabase.SETTINGS,
            Clock.systemUTC(),
            Telemetry.of(new SimpleMeterRegistry()),
            new PersonalKeys(masters, 1_000));
    sequencer.start();
    return sequencer;
  }
}
