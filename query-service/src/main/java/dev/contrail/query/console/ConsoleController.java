package dev.contrail.query.console;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The way to the page, and what it has to know before anybody has signed in. */
@Controller
final class ConsoleController {

  private static final URI PAGE = URI.create("/console/");

  private final Config config;

  ConsoleController(URI issuer, ConsoleSettings settings) {
    this.config =
        new Config(
            issuer,
            settings.clientId(),
            settings.scopes(),
            settings.authorizationEndpoint(),
            settings.tokenEndpoint(),
            settings.commandService(),
            settings.management());
  }

  /** Nothing in it is secret. */
  record Config(
      URI issuer,
      String clientId,
      List<String> scopes,
      @Nullable URI authorizationEndpoint,
      @Nullable URI tokenEndpoint,
      URI commandService,
      @Nullable URI management) {}

  @GetMapping({"/", "/console"})
  ResponseEntity<Void> toThePage() {
    return ResponseEntity.status(HttpStatus.FOUND).location(PAGE).build();
  }

  @GetMapping("/console/")
  String page() {
    return "forward:/console/index.html";
  }

  @GetMapping("/console/config.json")
  ResponseEntity<Config> config() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(config);
  }
}
