package dev.contrail.command.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.contrail.command.sequencer.Deadline;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.events.Metadata;
import dev.contrail.telemetry.Spans;
import dev.contrail.web.Problem;
import dev.contrail.web.StreamEtag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Reads the headers that all commands share. */
final class CommandContexts {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String CORRELATION_ID = "Correlation-Id";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private final String cell;
  private final Duration timeout;
  private final Spans spans;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  CommandContexts(String cell, Duration timeout, Spans spans) {
    this.cell = cell;
    this.timeout = timeout;
    this.spans = spans;
  }

  /**
   * @param content the body, or the line of a batch
   * @throws Problem 400 if a header is malformed
   */
  CommandContext of(HttpServletRequest request, byte[] content) {
    return of(request, content, keyOf(request), expectation(request));
  }

  /** The context of one line: with its own key, else the header's and the line's number. */
  CommandContext ofLine(
      HttpServletRequest request, byte[] line, long number, @Nullable String ownKey) {
    var headerKey = keyOf(request);
    var key = ownKey;
    if (ownKey == null && headerKey != null) {
      key = headerKey + "#" + number;
    } else if (ownKey != null && !KEY.matcher(ownKey).matches()) {
      throw malformed("key");
    }
    return of(request, line, key, new Expectation.Any());
  }

  private CommandContext of(
      HttpServletRequest request, byte[] content, @Nullable String key, Expectation expectation) {
    var actor = Objects.requireNonNull(request.getRemoteUser(), "nobody is known to ask");
    var method = request.getMethod();
    var path = request.getRequestURI();
    var commandId = key == null ? ids.generate() : nameBased(cell, actor, method, path, key);
    return new CommandContext(
        commandId,
        key != null,
        key == null
            ? sha256(commandId.toString().getBytes(UTF_8))
            : fingerprint(key, method, path, content),
        metadata(request, actor, commandId),
        expectation,
        Deadline.in(timeout));
  }

  /**
   * What a repeat has to equal. It is kept, so it must not tell by trying what was sent; the key,
   * which is not kept, is its salt. A command without key has no repeats.
   */
  private static byte[] fingerprint(String key, String method, String path, byte[] content) {
    return sha256(key.getBytes(UTF_8), method.getBytes(UTF_8), path.getBytes(UTF_8), content);
  }

  private Metadata metadata(HttpServletRequest request, String actor, UUID commandId) {
    var correlation = request.getHeader(CORRELATION_ID);
    if (correlation != null && !KEY.matcher(correlation).matches()) {
      throw malformed(CORRELATION_ID);
    }
    return new Metadata(
        actor,
        correlation == null ? commandId.toString() : correlation,
        null,
        spans.current().orElseGet(() -> traceparent(request)));
  }

  /** The client's, where we record none ourselves. */
  private static @Nullable String traceparent(HttpServletRequest request) {
    var trace = request.getHeader("traceparent");
    return trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null;
  }

  private static @Nullable String keyOf(HttpServletRequest request) {
    var key = request.getHeader(IDEMPOTENCY_KEY);
    if (key != null && !KEY.matcher(key).matches()) {
      throw malformed(IDEMPOTENCY_KEY);
    }
    return key;
  }

  private static Expectation expectation(HttpServletRequest request) {
    var match = request.getHeader(HttpHeaders.IF_MATCH);
    var noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (noneMatch != null) {
      if (match != null || !noneMatch.strip().equals("*")) {
        throw malformed(HttpHeaders.IF_NONE_MATCH);
      }
      return new Expectation.Absent();
    }
    if (match == null) {
      return new Expectation.Any();
    }
    if (match.strip().equals("*")) {
      return new Expectation.Exists();
    }
    var version = StreamEtag.streamVersion(match);
    return new Expectation.Version(version.orElseThrow(() -> malformed(HttpHeaders.IF_MATCH)));
  }

  private static Problem malformed(String header) {
    return Problem.of(
        HttpStatus.BAD_REQUEST, "malformed-header", "%s cannot be read.".formatted(header));
  }

  /** A version 8 UUID (RFC 9562) over the names' SHA-256. */
  private static UUID nameBased(String... names) {
    var parts = new byte[names.length][];
    for (var i = 0; i < names.length; i++) {
      parts[i] = names[i].getBytes(UTF_8);
    }
    var hash = ByteBuffer.wrap(sha256(parts));
    var high = (hash.getLong() & 0xffffffffffff0fffL) | 0x8000L;
    var low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
