package dev.contrail.command.personal;

import dev.contrail.command.decider.Decider;
import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import dev.contrail.events.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The {@link Guests} before anybody thought of keys: nothing was marked. */
final class PlainGuests implements Decider<Guests.Come, Integer, PlainGuests.Event> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PlainGuests DECIDER = new PlainGuests();

  sealed interface Event {
    record GuestCame(String guestId, String name) implements Event {}
  }

  private static final StreamType<Integer, Event> TYPE =
      new StreamType<>(
          "plain",
          DECIDER,
          new EventCodec<>(
              EventCatalog.of(Event.class).type("guest-came", 1, Event.GuestCame.class).build()),
          Integer.class);

  @Override
  public Integer initialState() {
    return 0;
  }

  @Override
  public List<Event> decide(Guests.Come command, Integer guests) {
    return List.of(new Event.GuestCame(command.guestId(), command.name()));
  }

  @Override
  public Integer evolve(Integer guests, Event event) {
    return guests + 1;
  }

  static Submission come(String houseId, String guestId, String name) {
    var target = Target.of("plain-" + houseId, TYPE, new Expectation.Any());
    return new Submission(
        UUID.randomUUID(),
        false,
        new byte[0],
        "Come",
        Metadata.of("tester"),
        List.of(target),
        Decision.of(target, DECIDER, new Guests.Come(guestId, name)),
        Deadline.in(PATIENCE));
  }
}
