package dev.contrail.query.consistency;

import static org.springframework.web.context.request.RequestContextHolder.currentRequestAttributes;

import java.time.Duration;
import java.util.Collections;
import org.springframework.web.context.request.ServletRequestAttributes;

/** How long a request may wait for what it asks for. */
public final class Patience {

  private final ReadYourWrites readYourWrites;

  Patience(ReadYourWrites readYourWrites) {
    this.readYourWrites = readYourWrites;
  }

  /** What the current request prefers ({@code Prefer: wait=SECONDS}), within bounds. */
  public Duration ofCurrentRequest() {
    var request = ((ServletRequestAttributes) currentRequestAttributes()).getRequest();
    return readYourWrites.waitOf(Collections.list(request.getHeaders("Prefer")));
  }
}
