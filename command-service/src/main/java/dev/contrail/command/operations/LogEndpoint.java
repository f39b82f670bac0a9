package dev.contrail.command.operations;

import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.LogHead;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** {@code GET /actuator/log}: where the log ends. */
@WebEndpoint(id = "log")
final class LogEndpoint {

  private final EventStore store;

  LogEndpoint(EventStore store) {
    this.store = store;
  }

  @ReadOperation
  LogHead head() {
    return store.head();
  }
}
