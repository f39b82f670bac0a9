package com.example.flights.command.passenger.http;

import dev.contrail.security.AccessRules;
import dev.contrail.security.Caller;
import dev.contrail.security.Scopes;
import dev.contrail.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/** A passenger disposes of his own data, whoever administers the system of everybody's. */
@Component
final class PersonalDataAccess implements AccessRules {

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers("/api/passengers/*/personal-data")
        .hasAnyAuthority("bookings:write", Scopes.ADMIN);
  }

  /**
   * @throws Problem 404 for the data of somebody else, as if there were nobody
   */
  static void require(String passengerId) {
    var caller = Caller.current();
    if (!caller.may(Scopes.ADMIN) && !caller.subject().equals(passengerId)) {
      throw Problem.of(
          HttpStatus.NOT_FOUND, "passenger-unknown", "There is no passenger with this id.");
    }
  }
}
