package dev.contrail.command.outbox;

import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * One relay's time as leader: as long as it holds the lease, the topic is the one it began with,
 * and nobody stops it.
 */
record Term(
    LeaderLease lease,
    Claim claim,
    TopicAdmin admin,
    StopSignal stop,
    WakeUp wakeUp,
    LongConsumer progress)
    implements Publisher.Lead {

  /** The outbox row, claimed by this relay. */
  @FunctionalInterface
  interface Claim {
    /**
     * @throws LostLeadException if another relay has claimed it since
     */
    void check() throws LostLeadException;
  }

  @Override
  public boolean wanted() {
    return !stop.isSet();
  }

  @Override
  public void require() throws SQLException, LostLeadException {
    if (lease.expired()) {
      throw new LostLeadException();
    }
    if (!lease.held()) {
      if (!lease.renew()) {
        throw new LostLeadException();
      }
      claim.check();
    }
    admin.check();
  }

  @Override
  public void acknowledged(long position) {
    progress.accept(position);
  }

  /** Sleeps until there is news. */
  void await(Duration atMost) throws InterruptedException {
    if (wanted()) {
      wakeUp.await(atMost);
    }
  }

  /** Lets what comes meanwhile come together; ends early when it is to stop. */
  void pause(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      stop.await(time);
    }
  }

  /** What is left of it once it is to stop. */
  Publisher.Lead atMost(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    var term = this;
    return new Publisher.Lead() {
      @Override
      public boolean wanted() {
        return System.nanoTime() - end < 0;
      }

      @Override
      public void require() throws SQLException, LostLeadException {
        term.require();
      }

      @Override
      public void acknowledged(long position) {
        term.acknowledged(position);
      }
    };
  }
}
