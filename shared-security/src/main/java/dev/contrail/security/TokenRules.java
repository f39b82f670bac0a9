package dev.contrail.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What makes a token genuine: an access token (RFC 9068) of our issuer, for us, of this time. */
final class TokenRules {

  private static final long KEYS_ARE_KEPT_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long KEYS_ARE_AWAITED_MILLIS = Duration.ofSeconds(5).toMillis();
  private static final long KEYS_SURVIVE_OUTAGE_MILLIS = Duration.ofHours(1).toMillis();

  /** Two questions in so long at most. */
  private static final long KEYS_ARE_ASKED_MILLIS = Duration.ofSeconds(5).toMillis();

  /** No shared secrets, and no "none". */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
  private static final JOSEObjectType ACCESS_TOKEN_IN_FULL =
      new JOSEObjectType("application/at+jwt");

  private TokenRules() {}

  static JwtDecoder decoder(IssuerKeys keys, String audience, Duration skew, Clock clock) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(ACCESS_TOKEN, ACCESS_TOKEN_IN_FULL));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, cached(keys)));
    processor.setJWTClaimsSetVerifier((claims, context) -> {
      // all of them are looked at below
    });
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(claims(keys.issuer(), audience, skew, clock));
    return decoder;
  }

  private static JWKSource<SecurityContext> cached(IssuerKeys keys) {
    return JWKSourceBuilder.create(keys)
        .cache(KEYS_ARE_KEPT_MILLIS, KEYS_ARE_AWAITED_MILLIS)
        .refreshAheadCache(false)
        .rateLimited(KEYS_ARE_ASKED_MILLIS)
        .outageTolerant(KEYS_SURVIVE_OUTAGE_MILLIS)
        .build();
  }

  private static OAuth2TokenValidator<Jwt> claims(
      String issuer, String audience, Duration skew, Clock clock) {
    var time = new JwtTimestampValidator(skew);
    time.setClock(clock);
    time.setAllowEmptyExpiryClaim(false);
    return new DelegatingOAuth2TokenValidator<>(
        time,
        new JwtIssuerValidator(issuer),
        new JwtAudienceValidator(audience),
        new JwtClaimValidator<String>(
            JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank()));
  }
}
