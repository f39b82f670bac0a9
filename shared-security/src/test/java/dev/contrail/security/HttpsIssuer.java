package dev.contrail.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.contrail.servers.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** An issuer on https, as production has one; nobody vouches for its certificate but itself. */
final class HttpsIssuer implements AutoCloseable {

  private static final int RSA_BITS = 2_048;
  private static final String PASSWORD = "of the test's own key store";

  private final List<RSAKey> keys = new ArrayList<>();
  private final SSLContext tls;
  private final HttpsServer server;

  /**
   * @param folder where its certificate is made
   * @param keyIds of the keys that it publishes
   */
  HttpsIssuer(Path folder, String... keyIds) throws Exception {
    for (var id : keyIds) {
      keys.add(new RSAKeyGenerator(RSA_BITS).keyID(id).generate());
    }
    tls = tls(certificate(folder));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    var metadata = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(uri(), uri());
    server.createContext("/.well-known/openid-configuration", x -> TestIssuer.answer(x, metadata));
    server.createContext(
        "/keys", x -> TestIssuer.answer(x, new JWKSet(List.copyOf(keys)).toString()));
    server.start();
  }

  String uri() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** For clients that believe it. */
  SSLSocketFactory trusted() {
    return tls.getSocketFactory();
  }

  String token(String keyId, String subject, String scope) throws JOSEException {
    var key = keys.stream().filter(one -> keyId.equals(one.getKeyID())).findFirst().orElseThrow();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(keyId)
            .type(new JOSEObjectType("at+jwt"))
            .build();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(uri())
            .audience(TestIssuer.AUDIENCE)
            .subject(subject)
            .claim("scope", scope)
            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
            .build();
    var token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static KeyStore certificate(Path folder) throws Exception {
    var file = folder.resolve("issuer.p12");
    var keytool =
        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "keytool");
    var made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "issuer",
                "-dname",
                "CN=issuer",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("no certificate was made");
    }
    var store = KeyStore.getInstance("PKCS12");
    try (var stored = Files.newInputStream(file)) {
      store.load(stored, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext tls(KeyStore store) throws GeneralSecurityException {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD.toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return tls;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
