package dev.contrail.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** The authorization server: tokens for client credentials, its keys and its metadata. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  @Bean
  JWKSource<SecurityContext> keys(
      @Value("${contrail.identity.data}") Path data, Environment environment) {
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      throw new IllegalStateException("The local identity server has no place in production");
    }
    return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(data)));
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> accessTokens(
      @Value("${contrail.identity.audience}") String audience) {
    return new AccessTokens(audience);
  }

  @Bean
  SecurityFilterChain access(HttpSecurity http) {
    return http.oauth2AuthorizationServer(Customizer.withDefaults())
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }
}
