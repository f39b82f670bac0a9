package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.servers.ForgedTokens;
import dev.contrail.servers.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

@Execution(ExecutionMode.CONCURRENT)
class TokenVerifierTests {

  private static final Duration SKEW = Duration.ofSeconds(10);

  private final TestIssuer issuer = TestIssuer.start();
  private final MovedClock clock = new MovedClock();
  private final AtomicInteger checked = new AtomicInteger();
  private final IssuerKeys keys = new IssuerKeys(issuer.uri(), id -> !id.startsWith("demo-"));
  private final TokenVerifier verifier = verifier(keys);

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void aGenuineTokenSaysWhoItIsAndWhatHeMay() {
    var caller = ask(issuer.token("alice", "bookings:read", "bookings:write"));
    assertThat(caller.subject()).isEqualTo("alice");
    assertThat(caller.scopes()).containsExactlyInAnyOrder("bookings:read", "bookings:write");
    assertThat(caller.may("admin")).isFalse();
  }

  @Test
  void forgedTokensAreRefused() {
    var genuine = ask(issuer.token("agent", "admin"));
    assertThat(genuine.may("admin")).isTrue();
    ForgedTokens.of(issuer, "admin")
        .forEach((what, token) ->
            assertThatThrownBy(() -> ask(token))
                .as(what)
                .isInstanceOf(InvalidBearerTokenException.class));
    assertThat(ForgedTokens.keysGivenByOthers()).isZero();
  }

  /** Cure: verified tokens are remembered. */
  @Test
  void aSignatureIsCheckedOnce() {
    var token = issuer.token("alice");
    var first = ask(token);
    assertThat(ask(token)).isEqualTo(first);
    ask(issuer.token("bob"));
    assertThat(checked).hasValue(2);
  }

  /** Cure: the end of a remembered token is looked at. */
  @Test
  void aRememberedTokenEndsWhenItEnds() {
    var token = issuer.token("alice");
    var end = ask(token).expiresAt().plus(SKEW);
    clock.now = end.minusMillis(1);
    ask(token);
    clock.now = end.plusMillis(1);
    assertThatThrownBy(() -> ask(token)).isInstanceOf(InvalidBearerTokenException.class);
  }

  /** Cure: the issuer's metadata is read when it is needed, and again until it is there. */
  @Test
  void anIssuerMayComeLater() {
    var port = issuer.port();
    issuer.close();
    assertThatThrownBy(() -> ask(issuer.token("alice")))
        .isInstanceOf(AuthenticationServiceException.class);
    try (var late = TestIssuer.startAt(port)) {
      assertThat(ask(late.token("alice")).subject()).isEqualTo("alice");
    }
  }

  /** Cure: an unknown key id has the keys read again. */
  @Test
  void anIssuerMayChangeItsKey() {
    ask(issuer.token("alice"));
    issuer.close();
    try (var changed = TestIssuer.startAt(issuer.port())) {
      assertThat(ask(changed.token("alice")).subject()).isEqualTo("alice");
    }
  }

  /** Cure: the keys are read again only now and then, and what is unknown until then is refused. */
  @Test
  void inventedKeyIdsDoNotHammerTheIssuer() {
    ask(issuer.token("alice"));
    for (var i = 0; i < 20; i++) {
      var token = withKeyId("invented-" + i);
      assertThatThrownBy(() -> ask(token)).isInstanceOf(InvalidBearerTokenException.class);
    }
    assertThat(issuer.keysGiven()).isLessThanOrEqualTo(3);
  }

  /** Cure: what may be the new key of an issuer that does not answer is not said to be forged. */
  @Test
  void noTokenIsCalledInvalidForAKeyThatCannotBeRead() {
    ask(issuer.token("alice"));
    issuer.close();
    for (var i = 0; i < 20; i++) {
      var token = withKeyId("rotated-" + i);
      assertThatThrownBy(() -> ask(token)).isInstanceOf(AuthenticationServiceException.class);
    }
    assertThat(ask(issuer.token("bob")).subject()).isEqualTo("bob");
    assertThatThrownBy(() -> ask("no token")).isInstanceOf(InvalidBearerTokenException.class);
    try (var forger = TestIssuer.start()) {
      var header = forger.header();
      header.put("kid", issuer.header().get("kid"));
      var forged = forger.sign(header, issuer.claims("alice"));
      assertThatThrownBy(() -> ask(forged)).isInstanceOf(InvalidBearerTokenException.class);
    }
  }

  private String withKeyId(String id) {
    var header = issuer.header();
    header.put("kid", id);
    return issuer.sign(header, issuer.claims("alice"));
  }

  /** Cure: keys are filtered by their id. */
  @Test
  void aKeyThatIsNotAcceptedIsNoKey() {
    var none = verifier(new IssuerKeys(issuer.uri(), id -> false));
    assertThatThrownBy(() -> ask(none, issuer.token("alice")))
        .isInstanceOf(InvalidBearerTokenException.class);
  }

  /** Cure: the name that the metadata give is compared with the one that is trusted. */
  @Test
  void metadataOfAnotherIssuerAreNotBelieved() {
    var mixedUp = new IssuerKeys(issuer.uri().replace("127.0.0.1", "localhost"), id -> true);
    assertThatThrownBy(() -> ask(verifier(mixedUp), issuer.token("alice")))
        .isInstanceOf(AuthenticationServiceException.class);
    assertThat(issuer.keysGiven()).isZero();
  }

  private TokenVerifier verifier(IssuerKeys keys) {
    var rules = TokenRules.decoder(keys, TestIssuer.AUDIENCE, SKEW, clock);
    JwtDecoder counting =
        token -> {
          checked.incrementAndGet();
          return rules.decode(token);
        };
    return new TokenVerifier(counting, keys, SKEW, clock, 100);
  }

  private Caller ask(String token) {
    return ask(verifier, token);
  }

  private static Caller ask(TokenVerifier verifier, String token) {
    var known = verifier.authenticate(new BearerTokenAuthenticationToken(token));
    return (Caller) Objects.requireNonNull(known.getPrincipal());
  }

  /** The time as it is, until it is set. */
  private static final class MovedClock extends Clock {

    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
