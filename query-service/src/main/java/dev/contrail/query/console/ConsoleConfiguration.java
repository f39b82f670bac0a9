package dev.contrail.query.console;

import dev.contrail.query.consistency.Patience;
import dev.contrail.query.projection.ContrailSettings;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.Projection;
import dev.contrail.security.AccessRules;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the console at {@code /console/}; an application without it leaves this out. The page
 * itself is open to everybody: what it shows, it asks for with the token of whoever signs in.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleSettings.class)
public class ConsoleConfiguration implements WebMvcConfigurer {

  private static final String ISSUER = "${spring.security.oauth2.resourceserver.jwt.issuer-uri}";

  private final URI issuer;
  private final ConsoleSettings settings;

  ConsoleConfiguration(@Value(ISSUER) URI issuer, ConsoleSettings settings) {
    this.issuer = issuer;
    this.settings = settings;
  }

  @Bean
  AccessRules consoleAccess() {
    return requests ->
        requests
            .requestMatchers("/", "/console", "/console/**")
            .permitAll()
            .requestMatchers("/api/passages")
            .authenticated();
  }

  @Bean
  ConsoleController consoleController() {
    return new ConsoleController(issuer, settings);
  }

  @Bean
  PassageController passageController(
      Progress progress,
      Patience patience,
      ContrailSettings contrail,
      List<Projection<?, ?, ?>> projections) {
    var names =
        projections.stream().map(Projection::name).collect(Collectors.toCollection(TreeSet::new));
    return new PassageController(
        progress,
        new Passages(progress, names, Clock.systemUTC()),
        patience,
        contrail.eventTopic(),
        names);
  }

  /**
   * What the page loads is sent again only when it has changed. Not the page itself: a forward ends
   * the answer before the filter has written it.
   */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> consoleEtags() {
    var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
    registration.addUrlPatterns("*.js", "*.css", "*.svg");
    return registration;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new ConsoleHeaders(settings.origins(issuer)))
        .addPathPatterns("/console/**");
  }
}
