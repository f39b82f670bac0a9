package dev.contrail.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of the issuer, found by its metadata when a token has to be verified, not before:
 * a service starts without its issuer, and knows it when it comes.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

  private static final String PROTECTED = "https:";
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MAX_BYTES = 256 * 1024;

  /** OpenID Connect Discovery 1.0, then RFC 8414. */
  private static final List<String> METADATA =
      List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
  private final String issuer;
  private final Predicate<String> accepted;
  private volatile @Nullable URL keys;
  private volatile Set<String> ids = Set.of();
  private volatile boolean away;

  /**
   * @param accepted whether a key with this id may be used
   */
  IssuerKeys(String issuer, Predicate<String> accepted) {
    this.issuer = issuer;
    this.accepted = accepted;
  }

  String issuer() {
    return issuer;
  }

  /**
   * Whether a key may be the issuer's although this instance does not have it: the issuer did not
   * answer when it was asked last.
   */
  boolean mayLack(@Nullable String keyId) {
    return away && (ids.isEmpty() || (keyId != null && !ids.contains(keyId)));
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      var set = JWKSet.parse(http.retrieveResource(location()).getContent());
      ids = set.getKeys().stream().map(IssuerKeys::idOf).collect(Collectors.toSet());
      away = false;
      return new JWKSet(set.getKeys().stream().filter(key -> accepted.test(idOf(key))).toList());
    } catch (IOException | ParseException e) {
      if (!away) {
        log.warn("tokens cannot be verified, the issuer does not give its keys: {}", e.toString());
      }
      away = true;
      throw new JWKSetRetrievalException("The issuer does not give its keys", e);
    }
  }

  private static String idOf(JWK key) {
    return String.valueOf(key.getKeyID());
  }

  private URL location() throws IOException, ParseException {
    var found = keys;
    if (found == null) {
      found = discover();
      keys = found;
    }
    return found;
  }

  private URL discover() throws IOException, ParseException {
    var failure = new IOException("No metadata at the issuer");
    for (var path : METADATA) {
      try {
        var metadata =
            JSONObjectUtils.parse(http.retrieveResource(url(issuer + path)).getContent());
        if (!issuer.equals(metadata.get("issuer"))) {
          throw new IOException("The metadata is that of another issuer");
        }
        return keysOf(issuer, JSONObjectUtils.getString(metadata, "jwks_uri"));
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** What comes over a protected way does not name one that is not. */
  static URL keysOf(String issuer, String uri) throws IOException {
    if (issuer.startsWith(PROTECTED) && !uri.startsWith(PROTECTED)) {
      throw new IOException("The metadata names keys that come unprotected: " + uri);
    }
    return url(uri);
  }

  private static URL url(String text) throws MalformedURLException {
    return URI.create(text).toURL();
  }

  @Override
  public void close() {}
}
