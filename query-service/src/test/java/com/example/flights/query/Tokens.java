package com.example.flights.query;

import dev.contrail.servers.TestIssuer;
import java.util.Map;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;

/** Who asks in tests: an agent, unless the request says otherwise. */
final class Tokens implements MockMvcBuilderCustomizer {

  static final TestIssuer ISSUER = TestIssuer.start();
  static final Map<String, String> BY_ROLE =
      Map.of(
          "customer", ISSUER.token("p-1", "bookings:write", "bookings:read"),
          "agent",
              ISSUER.token(
                  "agent", "flights:write", "bookings:write", "bookings:read", "events:read"),
          "operator", ISSUER.token("operator", "admin", "events:read"),
          "monitor", ISSUER.token("monitor", "metrics:read"));

  static String bearer(String role) {
    return "Bearer " + BY_ROLE.get(role);
  }

  @Override
  public void customize(ConfigurableMockMvcBuilder<?> builder) {
    builder.defaultRequest(
        MockMvcRequestBuilders.get("/").header("Authorization", bearer("agent")));
  }
}
