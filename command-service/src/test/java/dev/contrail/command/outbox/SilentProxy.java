package dev.contrail.command.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A link that can fall silent: everything is swallowed, and neither end is told. */
final class SilentProxy implements AutoCloseable {

  private static final int BUFFER = 8_192;

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition restored = lock.newCondition();
  private boolean silent;

  SilentProxy(String host, int port) {
    target = new InetSocketAddress(host, port);
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void fallSilent() {
    set(true);
  }

  /** What was under way arrives late. */
  void restore() {
    set(false);
  }

  private void set(boolean value) {
    lock.lock();
    try {
      silent = value;
      restored.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        var client = server.accept();
        var upstream = new Socket(target.getAddress(), target.getPort());
        sockets.add(client);
        sockets.add(upstream);
        Thread.ofVirtual().start(() -> pump(client, upstream));
        Thread.ofVirtual().start(() -> pump(upstream, client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pump(Socket from, Socket to) {
    var buffer = new byte[BUFFER];
    try (from;
        to) {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitLink();
        out.write(buffer, 0, read);
        out.flush();
      }
      awaitLink();
    } catch (IOException e) {
      // one end has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitLink() throws InterruptedException {
    lock.lock();
    try {
      while (silent) {
        restored.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    restore();
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
