package dev.contrail.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Which scope opens which path of a service's API. A bean for each part of it; what none names
 * stays shut.
 */
public interface AccessRules {

  /**
   * Called once, at start.
   *
   * @param requests takes paths and the authority each asks for, which is the name of a scope
   */
  void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests);
}
