package com.example.flights.query;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Flights are for everybody who has a token; bookings, the journal and its watches need scopes. */
@Component
final class QueryAccess implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers(
            "/api/flights",
            "/api/flights/*",
            "/api/flights/*/seats",
            "/api/routes/*/days",
            "/api/routes/*/months",
            "/api/airports/*/days",
            "/api/airports/*/months")
        .authenticated()
        .requestMatchers("/api/passengers/*/bookings")
        .hasAuthority("bookings:read")
        .requestMatchers(
            "/api/events",
            "/api/events/completeness",
            "/api/watches",
            "/api/watches/*",
            "/api/watches/*/matches")
        .hasAuthority("events:read");
  }
}
