package dev.contrail.command.http;

import dev.contrail.web.Problem;
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
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Reads a command's body once, within its limit, so that it can be both hashed and parsed. */
final class BodyFilter extends OncePerRequestFilter {

  private static final String BODY = BodyFilter.class.getName();

  private final int maxBytes;
  private final Duration patience;
  private final HandlerExceptionResolver errors;

  /**
   * @param patience how long a body may take to come, however many pieces it comes in
   */
  BodyFilter(int maxBytes, Duration patience, HandlerExceptionResolver errors) {
    this.maxBytes = maxBytes;
    this.patience = patience;
    this.errors = errors;
  }

  /** The body of a request that went through here; empty for a batch, which is streamed. */
  static byte[] bodyOf(HttpServletRequest request) {
    return request.getAttribute(BODY) instanceof byte[] body ? body : new byte[0];
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || CommandBatch.isBatch(request);
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
        "A command's body has at most %d bytes.".formatted(maxBytes));
  }

  private Refused tooSlow() {
    return new Refused(
        HttpStatus.REQUEST_TIMEOUT,
        "too-slow",
        "A command's body comes within %d seconds.".formatted(patience.toSeconds()));
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
      throw new UnsupportedOperationException("commands are read by blocking");
    }
  }
}
