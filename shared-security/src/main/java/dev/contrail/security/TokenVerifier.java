package dev.contrail.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/**
 * Says whose a token is. A signature is checked once; from then on the token is known by its hash
 * until it ends, so that it costs a request next to nothing.
 */
final class TokenVerifier implements AuthenticationManager {

  private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

  /** Longer than any issuer makes them; what is longer is not even looked at. */
  private static final int MAX_LENGTH = 8 * 1024;

  /** Copied for each token: to look for a new one takes as long as to hash it. */
  private static final MessageDigest SHA_256 = newSha256();

  private final JwtDecoder decoder;
  private final IssuerKeys keys;
  private final Duration skew;
  private final Clock clock;
  private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
  private final Cache<ByteBuffer, VerifiedToken> verified;

  /**
   * @param skew how far the issuer's clock may be from ours
   * @param remembered tokens at most
   */
  TokenVerifier(JwtDecoder decoder, IssuerKeys keys, Duration skew, Clock clock, int remembered) {
    this.decoder = decoder;
    this.keys = keys;
    this.skew = skew;
    this.clock = clock;
    this.scopes.setAuthorityPrefix("");
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(remembered)
            .expireAfter(
                Expiry.<ByteBuffer, VerifiedToken>creating(
                    (hash, token) -> Duration.between(clock.instant(), endOf(token))))
            .build();
  }

  /**
   * @throws InvalidBearerTokenException if the token is not genuine, not for us or not of this time
   * @throws AuthenticationServiceException if that cannot be said, for the issuer is away
   */
  @Override
  public Authentication authenticate(Authentication presented) {
    var token = ((BearerTokenAuthenticationToken) presented).getToken();
    if (token.length() > MAX_LENGTH) {
      throw new InvalidBearerTokenException("The token is too long");
    }
    var hash = sha256(token);
    var known = verified.getIfPresent(hash);
    if (known != null && clock.instant().isBefore(endOf(known))) {
      return known;
    }
    var fresh = verify(token);
    verified.put(hash, fresh);
    return fresh;
  }

  private Instant endOf(VerifiedToken token) {
    return token.getPrincipal().expiresAt().plus(skew);
  }

  private VerifiedToken verify(String token) {
    try {
      return new VerifiedToken(caller(decoder.decode(token)));
    } catch (JwtException e) {
      if (mayLackKeyOf(token)) {
        log.debug("cannot verify a token: {}", e.getMessage());
        throw new AuthenticationServiceException("The issuer of tokens does not answer", e);
      }
      if (!(e instanceof BadJwtException) && !isRateLimited(e)) {
        throw e;
      }
      // rate-limited: whoever invents key ids has the keys read again no more than now and then
      log.debug("refused a token: {}", e.getMessage());
      throw new InvalidBearerTokenException("The token is not valid", e);
    }
  }

  private static boolean isRateLimited(Throwable e) {
    return e instanceof RateLimitReachedException
        || (e.getCause() != null && isRateLimited(e.getCause()));
  }

  private boolean mayLackKeyOf(String token) {
    try {
      return keys.mayLack(JWSObject.parse(token).getHeader().getKeyID());
    } catch (ParseException e) {
      return false; // no key would make it a token
    }
  }

  private Caller caller(Jwt token) {
    Set<String> granted =
        scopes.convert(token).stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet());
    return new Caller(
        Objects.requireNonNull(token.getSubject()),
        granted,
        Objects.requireNonNull(token.getExpiresAt()));
  }

  private static ByteBuffer sha256(String token) {
    try {
      return ByteBuffer.wrap(((MessageDigest) SHA_256.clone()).digest(token.getBytes(UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of this Java platform cannot be copied", e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
