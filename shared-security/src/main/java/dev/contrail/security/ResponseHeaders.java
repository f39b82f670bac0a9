package dev.contrail.security;

import dev.contrail.web.GuardHeaders;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CorsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** What browsers and caches are told about every answer. */
final class ResponseHeaders {

  private static final Duration PREFLIGHT = Duration.ofHours(1);

  private ResponseHeaders() {}

  static void define(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .defaultsDisabled()
        .contentTypeOptions(Customizer.withDefaults())
        .contentSecurityPolicy(policy -> policy.policyDirectives(GuardHeaders.POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        // written behind https only
        .httpStrictTransportSecurity(Customizer.withDefaults())
        // unless the answer says something else itself
        .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store"));
  }

  /** Without origins nothing is said about any, which browsers take for a no. */
  static void origins(CorsConfigurer<HttpSecurity> cors, List<String> origins) {
    if (origins.isEmpty()) {
      cors.disable();
      return;
    }
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(origins);
    configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
    configuration.setAllowedHeaders(List.of("*"));
    configuration.setExposedHeaders(
        List.of("ETag", "Location", "Consistency-Token", "Retry-After"));
    configuration.setMaxAge(PREFLIGHT);
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", configuration);
    cors.configurationSource(source);
  }
}
