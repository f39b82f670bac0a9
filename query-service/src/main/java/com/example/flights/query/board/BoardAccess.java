package com.example.flights.query.board;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Flights are for everybody who has a token. */
@Component
final class BoardAccess implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests.requestMatchers("/api/flights", "/api/flights/*").authenticated();
  }
}
