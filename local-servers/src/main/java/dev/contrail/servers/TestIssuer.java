package dev.contrail.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Gives tests and benchmarks their access tokens, and services the key to verify them with: an
 * issuer on loopback that needs no start of its own. Whoever can call it can be anybody.
 */
public final class TestIssuer implements AutoCloseable {

  public static final String AUDIENCE = "contrail";
  private static final int RSA_BITS = 2_048;
  private static final Duration LIFE = Duration.ofHours(2);

  private final KeyPair keys = newKeys();
  private final String keyId = UUID.randomUUID().toString();
  private final AtomicInteger given = new AtomicInteger();
  private final HttpServer server;

  private TestIssuer(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", x -> answer(x, metadata()));
    server.createContext(
        "/keys",
        x -> {
          given.incrementAndGet();
          answer(x, keySet());
        });
    startAsDaemon();
  }

  /** Its thread is what its maker is, and must not keep a program alive. */
  private void startAsDaemon() {
    try {
      Thread.ofPlatform().daemon().start(server::start).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One of its own, with a key of its own. */
  public static TestIssuer start() {
    return new TestIssuer(0);
  }

  /** On a port that services look at already. */
  public static TestIssuer startAt(int port) {
    return new TestIssuer(port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How often its keys were asked for. */
  public int keysGiven() {
    return given.get();
  }

  /** What services trust. */
  public String uri() {
    return "http://127.0.0.1:" + port();
  }

  /** A genuine token, with scopes if any. */
  public String token(String subject, String... scopes) {
    return sign(header(), claims(subject, scopes));
  }

  /** What the header of a genuine token says, to be changed. */
  public Map<String, Object> header() {
    return new LinkedHashMap<>(Map.of("alg", "RS256", "kid", keyId, "typ", "at+jwt"));
  }

  /** What a genuine token says, to be changed; times are seconds. */
  public Map<String, Object> claims(String subject, String... scopes) {
    var now = Instant.now().getEpochSecond();
    return new LinkedHashMap<>(
        Map.of(
            "iss",
            uri(),
            "aud",
            List.of(AUDIENCE),
            "sub",
            subject,
            "scope",
            String.join(" ", scopes),
            "iat",
            now,
            "nbf",
            now,
            "exp",
            now + LIFE.toSeconds()));
  }

  /** Signed with this issuer's key, whatever it says. */
  public String sign(Map<String, Object> header, Map<String, Object> claims) {
    try {
      var content = content(header, claims);
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) keys.getPublic();
  }

  static String content(Map<String, Object> header, Map<String, Object> claims) {
    return base64(json(header).getBytes(UTF_8)) + "." + base64(json(claims).getBytes(UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(TestIssuer::json).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      default -> "\"" + value + "\"";
    };
  }

  private String metadata() {
    return json(Map.of("issuer", uri(), "jwks_uri", uri() + "/keys"));
  }

  private String keySet() {
    var key =
        Map.of(
            "kty",
            "RSA",
            "use",
            "sig",
            "kid",
            keyId,
            "n",
            base64(unsigned(publicKey().getModulus())),
            "e",
            base64(unsigned(publicKey().getPublicExponent())));
    return json(Map.of("keys", List.of(key)));
  }

  private static byte[] unsigned(BigInteger number) {
    var bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers with JSON, for issuers of other kinds too. */
  public static void answer(HttpExchange exchange, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
