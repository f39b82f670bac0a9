package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.LogTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/relay}: how the destinations stand, and the request to publish again. */
@Endpoint(id = "relay")
final class RelayEndpoint {

  private static final Logger log = LoggerFactory.getLogger(RelayEndpoint.class);

  private final RelayReports reports;
  private final Map<String, RelaySettings> destinations = new LinkedHashMap<>();
  private final DataSource dataSource;

  RelayEndpoint(RelayReports reports, Relays relays, DataSource dataSource) {
    this.reports = reports;
    this.dataSource = dataSource;
    relays
        .all()
        .forEach(relay -> destinations.put(relay.settings().destination(), relay.settings()));
  }

  /** Every destination. */
  @ReadOperation
  List<RelayReport> destinations() {
    return reports.all();
  }

  /** An answer to a request. */
  record Answer(String message) {}

  /**
   * Publishes the log again from a position on, whatever the topic has; readers drop what they have
   * got already. The leader takes it up within a poll interval, whichever instance was asked.
   *
   * @param from the first event to be sent again
   */
  @WriteOperation
  WebEndpointResponse<Answer> republish(@Selector String destination, long from) {
    var settings = destinations.get(destination);
    if (settings == null) {
      return answer(WebEndpointResponse.STATUS_NOT_FOUND, "There is no such destination.");
    }
    if (from < 1) {
      return answer(WebEndpointResponse.STATUS_BAD_REQUEST, "Positions count from 1.");
    }
    var partitions = new PartitionScan(dataSource, settings.topic()).upTo(from - 1);
    var moved =
        new OutboxTable(dataSource, destination)
            .republish(from - 1, partitions, LogTransaction.CHANNEL);
    if (!moved) {
      return answer(WebEndpointResponse.STATUS_BAD_REQUEST, "Nothing is published so far yet.");
    }
    log.warn("an operator has asked to publish to {} again from position {}", destination, from);
    return answer(WebEndpointResponse.STATUS_OK, "The leader goes on from position " + from + ".");
  }

  private static WebEndpointResponse<Answer> answer(int status, String message) {
    return new WebEndpointResponse<>(new Answer(message), status);
  }
}
