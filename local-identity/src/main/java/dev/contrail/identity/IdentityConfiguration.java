package dev.contrail.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties.Client;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties.Registration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * The authorization server: tokens for client credentials and for who signs in to a page, its keys
 * and its metadata.
 */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  /** Before the first bean is made, so that the refusal stands alone and no key is left behind. */
  @Bean
  static BeanFactoryPostProcessor notInProduction(Environment environment) {
    return _ -> {
      if (environment.acceptsProfiles(Profiles.of("production"))) {
        throw new IllegalStateException("The local identity server has no place in production");
      }
    };
  }

  @Bean
  JWKSource<SecurityContext> keys(@Value("${contrail.identity.data}") Path data) {
    return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(data)));
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokens(
      @Value("${contrail.identity.audience}") String audience,
      OAuth2AuthorizationServerProperties settings) {
    return new AccessTokens(audience, roles(settings));
  }

  @Bean
  SignInPage signInPage(OAuth2AuthorizationServerProperties settings) {
    return new SignInPage(roles(settings));
  }

  /** What can be played is a client with a secret; who plays comes through a client without one. */
  private static Map<String, Set<String>> roles(OAuth2AuthorizationServerProperties settings) {
    return settings.getClient().values().stream()
        .map(Client::getRegistration)
        .filter(client -> client.getClientSecret() != null)
        .collect(Collectors.toMap(Registration::getClientId, Registration::getScopes));
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http,
      OAuth2AuthorizationServerProperties settings,
      @Value("${contrail.identity.allowed-origins}") List<String> origins) {
    return http.oauth2AuthorizationServer(Customizer.withDefaults())
        .addFilterAfter(new DemoSignIn(roles(settings).keySet()), SecurityContextHolderFilter.class)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers("/sign-in", "/sign-in.css")
                .permitAll()
                .anyRequest()
                .authenticated())
        .exceptionHandling(errors -> errors.authenticationEntryPoint(signInFirst()))
        .headers(headers ->
            headers.contentSecurityPolicy(policy -> policy.policyDirectives(policy(origins))))
        .cors(cors -> cors.configurationSource(listed(origins)))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /** Who comes for a code is asked who he is; whoever comes for anything else is refused. */
  private static AuthenticationEntryPoint signInFirst() {
    var refused = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
    return (request, response, e) -> {
      if (request.getRequestURI().equals(DemoSignIn.AUTHORIZE)) {
        response.sendRedirect("/sign-in?" + request.getQueryString());
      } else {
        refused.commence(request, response, e);
      }
    };
  }

  /** A form may lead to where its answer leads: back to the page that asked. */
  private static String policy(List<String> origins) {
    return "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
        + String.join(" ", origins);
  }

  private static CorsConfigurationSource listed(List<String> origins) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(origins);
    configuration.setAllowedMethods(List.of("GET", "POST"));
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/oauth2/token", configuration);
    source.registerCorsConfiguration("/.well-known/**", configuration);
    return source;
  }
}
