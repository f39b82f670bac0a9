package dev.contrail.security;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access control of a service, on its own port and on the management port: nothing is open that is
 * not named, and there is no switch that opens the rest.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityConfiguration.Settings.class)
public class SecurityConfiguration {

  private static final String ACTUATOR = "/actuator";

  /**
   * @param clockSkew how far the issuer's clock may be from ours
   * @param rememberedTokens whose signature is not checked again, at most
   * @param requestsPerSecond of one subject
   * @param allowedOrigins of pages whose scripts may ask; none, if none is named
   */
  @ConfigurationProperties("contrail.security")
  record Settings(
      @DefaultValue("10s") Duration clockSkew,
      @DefaultValue("10000") int rememberedTokens,
      @DefaultValue("20000") int requestsPerSecond,
      @DefaultValue List<String> allowedOrigins) {}

  @Bean
  static ProductionCheck productionCheck(Environment environment) {
    return new ProductionCheck(environment);
  }

  @Bean
  Production production(Environment environment) {
    return new Production(ProductionCheck.isProduction(environment));
  }

  @Bean
  IssuerKeys issuerKeys(
      @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
      Production production) {
    return new IssuerKeys(
        issuer, id -> !production.isOn() || !id.startsWith(ProductionCheck.DEMO_KEY));
  }

  @Bean
  JwtDecoder accessTokens(
      IssuerKeys keys,
      @Value("${spring.security.oauth2.resourceserver.jwt.audiences}") String audience,
      Settings settings) {
    return TokenRules.decoder(keys, audience, settings.clockSkew(), Clock.systemUTC());
  }

  @Bean
  AuthenticationManager tokenVerifier(JwtDecoder tokens, IssuerKeys keys, Settings settings) {
    return new TokenVerifier(
        tokens, keys, settings.clockSkew(), Clock.systemUTC(), settings.rememberedTokens());
  }

  /** Two observations for each filter of access control would tell nobody anything. */
  @Bean
  SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  Refusals refusals(JsonMapper json) {
    return new Refusals(json);
  }

  /** Tomcat has refused what no header may contain; what else is in one, its reader looks at. */
  @Bean
  StrictHttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    firewall.setAllowedParameterValues(value -> true);
    return firewall;
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      AuthenticationManager tokens,
      Refusals refusals,
      ObjectProvider<AccessRules> rules,
      Settings settings,
      MeterRegistry registry) {
    var bearer = new BearerTokenAuthenticationFilter(tokens, new BearerTokens());
    bearer.setAuthenticationEntryPoint(refusals::onAuthenticationFailure);
    bearer.setAuthenticationFailureHandler(refusals);
    return http.addFilterBefore(bearer, AnonymousAuthenticationFilter.class)
        .addFilterAfter(
            new RateLimit(settings.requestsPerSecond(), refusals, registry),
            AnonymousAuthenticationFilter.class)
        .headers(ResponseHeaders::define)
        .cors(cors -> ResponseHeaders.origins(cors, settings.allowedOrigins()))
        .authorizeHttpRequests(requests -> define(requests, rules))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        // rather than stateless ones: two filters fewer, a twentieth of a cached read
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(contexts ->
            contexts.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        // no cookie says who asks, so no other site can ask in his name
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  private static void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      ObjectProvider<AccessRules> rules) {
    // what was let in goes on to its end, or to its error
    requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
    requests
        .requestMatchers(operating("/health", "/health/liveness", "/health/readiness", "/info"))
        .permitAll()
        .requestMatchers(operating("/metrics/**", "/prometheus", "/health/pipeline"))
        .hasAnyAuthority(Scopes.METRICS_READ, Scopes.ADMIN)
        .requestMatchers(operating("", "/**"))
        .hasAuthority(Scopes.ADMIN);
    rules.orderedStream().forEach(some -> some.define(requests));
    requests.anyRequest().denyAll();
  }

  /** Most requests are for something else, and are seen to be without a look at each path. */
  private static RequestMatcher operating(String... below) {
    var paths = PathPatternRequestMatcher.withDefaults();
    var any =
        new OrRequestMatcher(
            Arrays.stream(below)
                .<RequestMatcher>map(path -> paths.matcher(ACTUATOR + path))
                .toList());
    return request -> request.getRequestURI().contains(ACTUATOR) && any.matches(request);
  }
}
