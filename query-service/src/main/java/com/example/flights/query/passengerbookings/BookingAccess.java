package com.example.flights.query.passengerbookings;

import dev.contrail.security.AccessRules;
import dev.contrail.security.Caller;
import dev.contrail.security.Scopes;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** A passenger sees his own bookings, staff see everybody's; to others there are none. */
@Component
final class BookingAccess implements AccessRules {

  /** Whoever plans flights is staff. */
  private static final String STAFF = "flights:write";

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers("/api/passengers/*/bookings")
        .hasAuthority("bookings:read")
        .requestMatchers("/api/passengers/*/personal-data")
        .hasAnyAuthority("bookings:read", Scopes.ADMIN);
  }

  static boolean isOpen(String passengerId) {
    var caller = Caller.current();
    return caller.may(STAFF) || caller.subject().equals(passengerId);
  }
}
