package com.example.flights.query.seatmap;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Seats, without who sits on them, are for everybody who has a token. */
@Component
final class SeatMapAccess implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests.requestMatchers("/api/flights/*/seats").authenticated();
  }
}
