package com.example.flights.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy that makes a server seem further away: every byte takes its time, either way. */
final class DelayedLink implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket listener;
  private final int target;
  private final long oneWayNanos;

  /**
   * @param roundTrip half of it is spent on either way
   */
  DelayedLink(int target, Duration roundTrip) throws IOException {
    this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    this.oneWayNanos = roundTrip.toNanos() / 2;
    Thread.ofPlatform().daemon().name("delayed-link").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var near = listener.accept();
        var far = new Socket(InetAddress.getLoopbackAddress(), target);
        connect(near, far);
        connect(far, near);
      } catch (IOException e) {
        // closed, or the server is not there: the client sees its connection end
      }
    }
  }

  private record Packet(byte[] bytes, int length, long due) {}

  private static final Packet END = new Packet(new byte[0], 0, 0);

  private void connect(Socket from, Socket to) throws IOException {
    from.setTcpNoDelay(true);
    var packets = new LinkedBlockingQueue<Packet>();
    Thread.ofPlatform().daemon().start(() -> read(from, packets));
    Thread.ofPlatform().daemon().start(() -> write(to, packets));
  }

  private void read(Socket from, BlockingQueue<Packet> packets) {
    try (from) {
      while (true) {
        var bytes = new byte[BUFFER_BYTES];
        var length = from.getInputStream().read(bytes);
        if (length < 0) {
          break;
        }
        packets.add(new Packet(bytes, length, System.nanoTime() + oneWayNanos));
      }
    } catch (IOException e) {
      // either side has gone
    } finally {
      packets.add(END);
    }
  }

  private static void write(Socket to, BlockingQueue<Packet> packets) {
    try (to) {
      for (var packet = packets.take(); packet != END; packet = packets.take()) {
        for (var left = packet.due() - System.nanoTime();
            left > 0;
            left = packet.due() - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        to.getOutputStream().write(packet.bytes(), 0, packet.length());
        to.getOutputStream().flush();
      }
    } catch (IOException e) {
      // either side has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
