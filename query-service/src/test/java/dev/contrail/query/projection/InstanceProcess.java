package dev.contrail.query.projection;

import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.QueryDatabase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An instance in a process of its own, to be killed; it may do that itself. */
final class InstanceProcess {

  /** Where it kills itself, at the first event that raises by {@link #LETHAL}. */
  enum Death {
    NEVER,
    /** The batch has been read, nothing of it is applied, what came before is committed. */
    BEFORE_THE_FOLD,
    /** Some of the batch is folded, nothing is written. */
    IN_THE_FOLD
  }

  static final int LETHAL = 99;

  private InstanceProcess() {}

  private static final class Mortal extends CounterEvent.Totals {

    private final Death death;

    Mortal(Death death) {
      this.death = death;
    }

    private void dieIf(Recorded<CounterEvent> recorded, Death here) {
      if (death == here
          && recorded.event() instanceof CounterEvent.Raised raised
          && raised.by() == LETHAL) {
        Runtime.getRuntime().halt(137);
      }
    }

    @Override
    public Keys<Key> keys(Recorded<CounterEvent> recorded) {
      dieIf(recorded, Death.BEFORE_THE_FOLD);
      return super.keys(recorded);
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      dieIf(recorded, Death.IN_THE_FOLD);
      return super.evolve(key, row, recorded);
    }
  }

  /** Database, broker, topic, partitions, death, consumer group. */
  @SuppressWarnings("try") // it lives until it is killed
  static void main(String[] args) throws InterruptedException {
    var login = new QueryDatabase.Login(args[0], args[1], args[2]);
    var topic = new EventTopic(args[4], Integer.parseInt(args[5]), (short) 1);
    List<Projection<?, ?, ?>> projections =
        List.of(
            new Mortal(Death.valueOf(args[6])),
            new CounterEvent.Marks(),
            new CounterEvent.Colours());
    // a group of its own: the others need not wait until the broker misses it
    var own = args[4] + "-" + ProcessHandle.current().pid();
    var group = args.length > 7 && !args[7].isEmpty() ? args[7] : own;
    try (var _ = new Instance(login, args[3], topic, group, projections).started()) {
      new CountDownLatch(1).await();
    }
  }
}
