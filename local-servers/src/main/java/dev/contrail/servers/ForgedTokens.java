package dev.contrail.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that no service may take, each for one reason. */
public final class ForgedTokens {

  private static final int TOO_LONG = 64 * 1024;
  private static final long HOUR = 3_600;

  /** Answers to whoever asks it for keys, as an attacker's would. */
  private static final TestIssuer OTHER = TestIssuer.start();

  private final TestIssuer issuer;
  private final String[] scopes;
  private final Map<String, String> tokens = new LinkedHashMap<>();

  private ForgedTokens(TestIssuer issuer, String[] scopes) {
    this.issuer = issuer;
    this.scopes = scopes;
  }

  /**
   * All of them, by what is wrong with them.
   *
   * @param scopes which they claim to have
   */
  public static Map<String, String> of(TestIssuer issuer, String... scopes) {
    var forged = new ForgedTokens(issuer, scopes);
    forged.badSignatures();
    forged.badHeaders();
    forged.badClaims();
    forged.garbage();
    return forged.tokens;
  }

  /** How often somebody has believed a token that said where its keys are. */
  public static int keysGivenByOthers() {
    return OTHER.keysGiven();
  }

  private void badSignatures() {
    var none = issuer.header();
    none.put("alg", "none");
    tokens.put("algorithm none", TestIssuer.content(none, claims()) + ".");
    var hmac = issuer.header();
    hmac.put("alg", "HS256");
    var content = TestIssuer.content(hmac, claims());
    tokens.put("HMAC with the public key", content + "." + hmac(content));
    tokens.put("signed by another key", OTHER.sign(issuer.header(), claims()));
    for (var where : List.of("jku", "x5u")) {
      var there = issuer.header();
      there.put(where, OTHER.uri() + "/keys");
      tokens.put(where + " names another key", OTHER.sign(there, claims()));
    }
    tokens.put("another issuer", OTHER.token("agent", scopes));
    var signature = issuer.token("agent", scopes).split("\\.")[2];
    var others = TestIssuer.content(issuer.header(), issuer.claims("somebody-else", scopes));
    tokens.put("claims exchanged", others + "." + signature);
  }

  private void badHeaders() {
    header("unknown key id", header -> header.put("kid", "nobody's"));
    header("type JWT", header -> header.put("typ", "JWT"));
    header("no type", header -> header.remove("typ"));
    header("unknown critical header", header -> header.put("crit", List.of("more")));
  }

  private void badClaims() {
    var now = Instant.now().getEpochSecond();
    claims("the issuer's key, another issuer", claims -> claims.put("iss", "http://elsewhere"));
    claims("no issuer", claims -> claims.remove("iss"));
    claims("another audience", claims -> claims.put("aud", List.of("others")));
    claims("no audience", claims -> claims.remove("aud"));
    claims("no subject", claims -> claims.remove("sub"));
    claims("expired", claims -> claims.put("exp", now - HOUR));
    claims("without end", claims -> claims.remove("exp"));
    claims("not yet valid", claims -> claims.put("nbf", now + HOUR));
  }

  private void garbage() {
    var genuine = issuer.token("agent", scopes);
    tokens.put("truncated", genuine.substring(0, genuine.length() - 10));
    tokens.put("no signature", genuine.substring(0, genuine.lastIndexOf('.') + 1));
    tokens.put("half of it", genuine.substring(0, genuine.indexOf('.') + 5));
    tokens.put("64 KB", genuine + "A".repeat(TOO_LONG - genuine.length()));
    tokens.put("no token", "x");
    tokens.put("two of them", genuine + " " + genuine);
  }

  private Map<String, Object> claims() {
    return issuer.claims("agent", scopes);
  }

  private void header(String name, Consumer<Map<String, Object>> change) {
    var header = issuer.header();
    change.accept(header);
    tokens.put(name, issuer.sign(header, claims()));
  }

  private void claims(String name, Consumer<Map<String, Object>> change) {
    var claims = claims();
    change.accept(claims);
    tokens.put(name, issuer.sign(issuer.header(), claims));
  }

  private String hmac(String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(issuer.publicKey().getEncoded(), "HmacSHA256"));
      return TestIssuer.base64(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
