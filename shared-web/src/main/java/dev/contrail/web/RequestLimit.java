package dev.contrail.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.SemaphoreValve;
import org.springframework.http.HttpStatus;

/**
 * Refuses at once what would be one request more than the heap has room for while they are all
 * answered. Each has a virtual thread and could wait for ever, holding the buffers of its
 * connection; when they come faster than they are answered, waiting ends with a heap that is full.
 * An open stream counts until it is open: it gives back what a request needs.
 */
final class RequestLimit extends SemaphoreValve {

  private static final double SHARE_OF_ROOM = 0.35;

  /** 117 KB were measured, most of it buffers of the connection, of 3,300 that had just begun. */
  private static final long OF_A_REQUEST = 160 * 1024;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final LongAdder refused = new LongAdder();

  /**
   * @param heap its size at most, in bytes
   */
  RequestLimit(long heap) {
    setConcurrency((int) (HeapRoom.of(heap) * SHARE_OF_ROOM / OF_A_REQUEST));
    setBlock(false);
  }

  /** Requests that were refused since the start. */
  long refused() {
    return refused.sum();
  }

  @Override
  public boolean controlConcurrency(Request request, Response response) {
    return !request.isAsyncDispatching(); // it was let in before, and may have begun its answer
  }

  @Override
  public void permitDenied(Request request, Response response) throws IOException {
    refused.increment();
    var problem =
        Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "overloaded",
                "More requests are being answered than there is room for. Nothing was done.")
            .retryAfter(SOON);
    ProblemValve.answer(response, problem);
  }
}
