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
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Reads a command's body once, within its limit, so that it can be both hashed and parsed. */
final class BodyFilter extends OncePerRequestFilter {

  private static final String BODY = BodyFilter.class.getName();

  private final int maxBytes;
  private final HandlerExceptionResolver errors;

  BodyFilter(int maxBytes, HandlerExceptionResolver errors) {
    this.maxBytes = maxBytes;
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
    var body =
        request.getContentLengthLong() > maxBytes
            ? new byte[0]
            : request.getInputStream().readNBytes(maxBytes + 1);
    if (body.length > maxBytes || request.getContentLengthLong() > maxBytes) {
      response.setHeader("Connection", "close");
      errors.resolveException(
          request,
          response,
          null,
          Problem.of(
              HttpStatus.CONTENT_TOO_LARGE,
              "too-large",
              "A command's body has at most %d bytes.".formatted(maxBytes)));
      return;
    }
    request.setAttribute(BODY, body);
    chain.doFilter(new Buffered(request, body), response);
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
