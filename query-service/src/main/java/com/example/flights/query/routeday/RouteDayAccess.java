package com.example.flights.query.routeday;

import dev.contrail.security.AccessRules;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** Sums are for everybody who has a token. */
@Component
final class RouteDayAccess implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers(
            "/api/routes/*/days",
            "/api/routes/*/months",
            "/api/airports/*/days",
            "/api/airports/*/months")
        .authenticated();
  }
}
