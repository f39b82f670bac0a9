package dev.contrail.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open stream to one client. Only {@link #awaken} and what is offered to an {@link #inbox} may
 * come from any thread; the rest is for the {@link EventSource}. All methods that throw {@link
 * IOException} do so when the client has gone; those that throw {@link StreamEndedException} when
 * the stream is over.
 */
public final class EventStream {

  private static final byte[] END_OF_EVENT = {'\n'};

  private final OutputStream output;
  private final LiveSettings settings;
  private final @Nullable String lastEventId;
  private final Instant end;
  private final boolean untilReady;
  private final Runnable tooSlow;
  private final Thread thread = Thread.currentThread();
  private Supplier<Optional<String>> restingAt = Optional::empty;
  private boolean unflushed = true;
  private long beat = System.nanoTime();
  private volatile boolean ended;
  private volatile boolean awake;

  /**
   * @param end when it is over at the latest
   * @param untilReady whether it is over once what was there has been sent
   */
  EventStream(
      OutputStream output,
      LiveSettings settings,
      @Nullable String lastEventId,
      Instant end,
      boolean untilReady,
      Runnable tooSlow) {
    this.output = output;
    this.settings = settings;
    this.lastEventId = lastEventId;
    this.end = end;
    this.untilReady = untilReady;
    this.tooSlow = tooSlow;
  }

  /** The last event that the client has seen of an earlier stream, if it says so. */
  public Optional<String> lastEventId() {
    return Optional.ofNullable(lastEventId);
  }

  /** A bounded queue to this stream: {@code contrail.live.queue}. */
  public <T> Inbox<T> inbox() {
    return new Inbox<>(settings.queue(), this);
  }

  /**
   * Sends an event; it may wait a moment for others to travel with, until the next pause.
   *
   * @param id what a client that comes back names; null to leave it at the one before
   * @throws StreamEndedException if it has ended: not everybody who sends ever pauses
   */
  public void send(ServerEvent event, @Nullable String id) throws IOException {
    checkEnded();
    output.write(event.lines());
    if (id != null) {
      output.write(idLine(id));
    }
    output.write(END_OF_EVENT);
    unflushed = true;
    if (untilReady && event == ServerEvent.READY) {
      end();
    }
  }

  /** Sends on its way what was not yet. */
  public void flush() throws IOException {
    if (unflushed) {
      unflushed = false;
      output.flush();
      beat = System.nanoTime() + settings.heartbeat().toNanos();
    }
  }

  /**
   * Waits for what is offered next.
   *
   * @throws StreamEndedException also when there is something left
   */
  public <T> T next(Inbox<T> inbox) throws IOException {
    while (true) {
      checkEnded();
      var item = inbox.poll();
      if (item != null) {
        return item;
      }
      rest(Long.MAX_VALUE);
    }
  }

  /** Waits until somebody says {@link #awaken}, or so long. */
  public void pause(Duration atMost) throws IOException {
    var until = System.nanoTime() + atMost.toNanos();
    while (!awake && System.nanoTime() - until < 0) {
      checkEnded();
      rest(until - System.nanoTime());
    }
    awake = false;
    checkEnded();
  }

  /** From any thread: ends the pause that goes on now, or else the next one. */
  public void awaken() {
    awake = true;
    LockSupport.unpark(thread);
  }

  /**
   * What has been seen by a client to whom nothing is sent: told with the heartbeats, so that the
   * id it comes back with does not grow old.
   */
  public void restingAt(Supplier<Optional<String>> id) {
    restingAt = id;
  }

  /**
   * Sends what there is and waits, or sends a heartbeat if it is time: however short the pauses
   * are, only so finds out who has gone.
   */
  private void rest(long atMost) throws IOException {
    flush(); // may have taken so long that the client was cut off meanwhile
    checkEnded();
    var now = System.nanoTime();
    if (now - beat < 0) {
      LockSupport.parkNanos(this, Math.max(1, Math.min(toTheEnd(), Math.min(beat - now, atMost))));
      return;
    }
    output.write(':');
    output.write('\n');
    var id = restingAt.get();
    if (id.isPresent()) {
      output.write(idLine(id.get()));
    }
    output.write(END_OF_EVENT);
    output.flush();
    beat = now + settings.heartbeat().toNanos();
  }

  /** Says when to come back after the stream has ended. */
  void retry(Duration after) throws IOException {
    output.write("retry: %d\n\n".formatted(after.toMillis()).getBytes(UTF_8));
    unflushed = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** From any thread: nothing more is sent. */
  void end() {
    ended = true;
    awaken();
  }

  void cutOff() {
    if (!ended) {
      tooSlow.run();
      end();
    }
  }

  private long toTheEnd() {
    var left = Duration.between(Instant.now(), end);
    return left.compareTo(settings.heartbeat()) < 0 ? left.toNanos() : Long.MAX_VALUE;
  }

  private void checkEnded() {
    if (ended || !Instant.now().isBefore(end)) {
      throw new StreamEndedException();
    }
  }

  private static byte[] idLine(String id) {
    return ("id: " + id + "\n").getBytes(UTF_8);
  }
}
