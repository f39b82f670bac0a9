package dev.contrail.command.operations;

import java.io.InputStream;
import java.util.function.Supplier;

/** Bytes that are made page by page while they are read, at the pace of the reader. */
final class PagedStream extends InputStream {

  private final Supplier<byte[]> pages;
  private byte[] page = {};
  private int at;
  private boolean ended;

  /**
   * @param pages gives an empty page at the end and is not asked again
   */
  PagedStream(Supplier<byte[]> pages) {
    this.pages = pages;
  }

  @Override
  public int read() {
    return fill() ? page[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var count = Math.min(length, page.length - at);
    System.arraycopy(page, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() {
    if (at == page.length && !ended) {
      page = pages.get();
      at = 0;
      ended = page.length == 0;
    }
    return !ended;
  }
}
