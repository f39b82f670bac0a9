package dev.contrail.query.console;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the console works with, all as a browser reaches it.
 *
 * @param clientId of the console at the issuer: a public client
 * @param scopes to ask the issuer for; none to take what it gives
 * @param authorizationEndpoint where users sign in; null to ask the issuer's metadata
 * @param tokenEndpoint where the console gets its token; null to ask the issuer's metadata
 * @param commandService where commands are sent
 * @param management the management port of this service; null leaves the operator's part out
 */
@ConfigurationProperties("contrail.console")
record ConsoleSettings(
    @DefaultValue("console") String clientId,
    @DefaultValue List<String> scopes,
    @Nullable URI authorizationEndpoint,
    @Nullable URI tokenEndpoint,
    @DefaultValue("http://127.0.0.1:8080") URI commandService,
    @Nullable URI management) {

  ConsoleSettings {
    scopes = List.copyOf(scopes);
  }

  /** All that the page may ask, beside where it comes from. */
  Set<String> origins(URI issuer) {
    var origins = new LinkedHashSet<String>();
    Stream.of(issuer, commandService).map(ConsoleSettings::origin).forEach(origins::add);
    if (tokenEndpoint != null) {
      origins.add(origin(tokenEndpoint));
    }
    if (management != null) {
      origins.add(origin(management));
    }
    return origins;
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
