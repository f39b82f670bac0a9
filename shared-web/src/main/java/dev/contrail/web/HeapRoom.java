package dev.contrail.web;

/** How much of a heap requests and their connections may fill. */
final class HeapRoom {

  /** What a service has in its heap when nobody asks for anything. */
  private static final long OF_THE_SERVICE = 64L << 20;

  private HeapRoom() {}

  /** In bytes; of a heap that is small for a service, a quarter all the same. */
  static long of(long heap) {
    return Math.max(heap / 4, heap - OF_THE_SERVICE);
  }
}
