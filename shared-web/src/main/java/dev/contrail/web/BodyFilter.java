package dev.contrail.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads a request's body once, within its limit, so that it can be both hashed and parsed. What
 * comes without a body by its method is let through.
 */
public final class BodyFilter extends OncePerRequestFilter {

  private static final String BODY = BodyFilter.class.getName();
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final int maxBytes;
  private final Duration patience;
  private final Predicate<HttpServletRequest> streamed;
  private final HandlerExceptionResolver errors;

  BodyFilter(
      int maxBytes,
      Duration patience,
      Predicate<HttpServletRequest> streamed,
      HandlerExceptionResolver errors) {
    this.maxBytes = maxBytes;
    this.patience = patience;
    this.streamed = streamed;
    this.errors = errors;
  }

  /**
   * Before all of a service's API, and behind access control.
   *
   * @param patience how long a body may take to come, however many pieces it comes in
   * @param streamed whose bodies are none of this filter's business
   */
  public static FilterRegistrationBean<BodyFilter> ofApi(
      DataSize max,
      Duration patience,
      Predicate<HttpServletRequest> streamed,
      HandlerExceptionResolver errors) {
    var filter =
        new FilterRegistrationBean<>(
            new BodyFilter((int) max.toBytes(), patience, streamed, errors));
    filter.addUrlPatterns("/api/*");
    filter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return filter;
  }

  /** The body of a request that went through here; empty for one that is streamed. */
  public static byte[] bodyOf(HttpServletRequest request) {
    return request.getAttribute(BODY) instanceof byte[] body ? body : new byte[0];
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return WITHOUT_BODY.contains(request.getMethod()) || streamed.test(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      var body = read(request);
      request.setAttribute(BODY, body);
      chain.doFilter(new Buffered(request, body), response);
    } catch (Refused e) {
      response.setHeader("Connection", "close");
      errors.resolveException(request, response, null, e.problem);
    }
  }

  private byte[] read(HttpServletRequest request) throws IOException, Refused {
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge();
    }
    var end = System.nanoTime() + patience.toNanos();
    var body = new byte[maxBytes + 1];
    var length = 0;
    var input = request.getInputStream();
    try {
      for (var read = 0; read >= 0 && length < body.length; length += Math.max(0, read)) {
        if (System.nanoTime() - end > 0) {
          throw tooSlow();
        }
        read = input.read(body, length, body.length - length);
      }
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    }
    if (length > maxBytes) {
      throw tooLarge();
    }
    return Arrays.copyOf(body, length);
  }

  private Refused tooLarge() {
    return new Refused(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-large",
        "A body has at most %d bytes.".formatted(maxBytes));
  }

  private Refused tooSlow() {
    return new Refused(
        HttpStatus.REQUEST_TIMEOUT,
        "too-slow",
        "A body comes within %d seconds.".formatted(patience.toSeconds()));
  }

  /** Not the chain's own exceptions, which have their handlers. */
  private static final class Refused extends Exception {

    private final Problem problem;

    Refused(HttpStatus status, String code, String detail) {
      super(detail);
      this.problem = Problem.of(status, code, detail);
    }
  }

  private static final class Buffered extends HttpServletRequestWrapper {

    private final byte[] body;

    Buffered(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new BufferedBody(new ByteArrayInputStream(body));
    }
  }

  private static final class BufferedBody extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    BufferedBody(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("bodies are read by blocking");
    }
  }
}
