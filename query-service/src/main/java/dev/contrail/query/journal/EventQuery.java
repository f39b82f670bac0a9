package dev.contrail.query.journal;

import dev.contrail.query.http.Parameters;
import org.jspecify.annotations.Nullable;

/** The parameters of a request for events; each one narrows what is found. */
record EventQuery(
    @Nullable String type,
    @Nullable String stream,
    @Nullable String from,
    @Nullable String to,
    @Nullable String actor,
    @Nullable String correlation,
    @Nullable String data) {

  /**
   * @throws dev.contrail.web.Problem 400 that names the parameter that cannot be read
   */
  EventFilter filter() {
    return new EventFilter(
        type,
        stream,
        Parameters.instant("from", from),
        Parameters.instant("to", to),
        actor,
        correlation,
        data == null ? null : DataPattern.check(data));
  }
}
