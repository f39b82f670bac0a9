package dev.contrail.command.faults;

import dev.contrail.command.eventstore.DirectConnections;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A link to PostgreSQL that breaks during a COMMIT. It reads just enough of the protocol: every
 * message but the first is a letter, a length that counts itself, and the rest.
 */
public final class CommitCutter implements AutoCloseable {

  /** When the link breaks. */
  public enum Moment {
    /** The server never hears of the COMMIT. */
    BEFORE_THE_SERVER_SAW_IT,
    /** The server has committed, and nobody hears of it. */
    AFTER_THE_SERVER_SAW_IT,
    /** Not at all. */
    NEVER
  }

  private static final char PARSE = 'P';
  private static final char BIND = 'B';
  private static final char COMPLETE = 'C';
  private static final int LENGTH_BYTES = 4;

  private final DirectConnections target;
  private final URI address;
  private final ServerSocket server;
  private final AtomicReference<Moment> armed = new AtomicReference<>(Moment.NEVER);
  private final AtomicInteger cuts = new AtomicInteger();

  public CommitCutter(DirectConnections target) {
    this.target = target;
    this.address = URI.create(target.url().substring("jdbc:".length()));
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** The target's connections, over this link. */
  public DirectConnections connections() {
    var url =
        "jdbc:postgresql://127.0.0.1:%d%s?sslmode=disable&gssEncMode=disable"
            .formatted(server.getLocalPort(), address.getPath());
    return new DirectConnections(url, target.user(), target.password());
  }

  /** Breaks the link at the next COMMIT. */
  public void cutNext(Moment moment) {
    armed.set(moment);
  }

  /** How often it broke so far. */
  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var upstream = new Socket(address.getHost(), address.getPort());
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        Map<String, String> statements = new ConcurrentHashMap<>();
        Thread.ofVirtual().start(() -> pump(client, upstream, statements, true));
        Thread.ofVirtual().start(() -> pump(upstream, client, statements, false));
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** Closing both ends at once loses what is under way in either direction. */
  private void pump(Socket from, Socket to, Map<String, String> statements, boolean asks) {
    try (from;
        to) {
      var in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
      var out = to.getOutputStream();
      if (asks) {
        out.write(rest(in));
      }
      while (true) {
        var kind = in.readByte();
        var rest = rest(in);
        var cut =
            asks
                ? asksToCommit(kind, rest, statements) && fires(Moment.BEFORE_THE_SERVER_SAW_IT)
                : hasCommitted(kind, rest) && fires(Moment.AFTER_THE_SERVER_SAW_IT);
        if (cut) {
          cuts.incrementAndGet();
          return;
        }
        out.write(ByteBuffer.allocate(rest.length + 1).put(kind).put(rest).array());
      }
    } catch (IOException e) {
      // one end has gone
    }
  }

  private boolean fires(Moment moment) {
    return armed.compareAndSet(moment, Moment.NEVER);
  }

  /** A statement is parsed once, under a name, and bound each time. */
  private static boolean asksToCommit(byte kind, byte[] rest, Map<String, String> statements) {
    if (kind == PARSE) {
      statements.put(text(rest, 0), text(rest, 1));
    }
    return kind == BIND && "COMMIT".equals(statements.get(text(rest, 1)));
  }

  private static boolean hasCommitted(byte kind, byte[] rest) {
    return kind == COMPLETE && text(rest, 0).equals("COMMIT");
  }

  /** The nth of the texts that a message begins with, each of which ends with a zero. */
  private static String text(byte[] rest, int index) {
    var begin = LENGTH_BYTES;
    for (var i = 0; ; i++) {
      var end = begin;
      while (end < rest.length && rest[end] != 0) {
        end++;
      }
      if (i == index || end >= rest.length) {
        return new String(rest, begin, end - begin, StandardCharsets.UTF_8);
      }
      begin = end + 1;
    }
  }

  /** The length and what follows it. */
  private static byte[] rest(DataInputStream in) throws IOException {
    var length = in.readInt();
    var rest = new byte[length];
    ByteBuffer.wrap(rest).putInt(length);
    in.readFully(rest, LENGTH_BYTES, length - LENGTH_BYTES);
    return rest;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
