package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BodyFilterTests {

  private static final int MAX = 100;

  private final List<Problem> refused = new ArrayList<>();
  private final MockFilterChain chain = new MockFilterChain();

  /** How the next bytes come. */
  private interface Source {
    int read(byte[] target, int offset, int length) throws IOException;
  }

  @Test
  void aBodyInPiecesIsReadWhole() throws Exception {
    var pieces = new AtomicInteger(3);
    filter(
        Duration.ofMinutes(1),
        (target, offset, length) -> {
          target[offset] = 'x';
          return pieces.getAndDecrement() > 0 ? 1 : -1;
        });
    assertThat(refused).isEmpty();
    var handedOn = (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
    assertThat(BodyFilter.bodyOf(handedOn)).asString().isEqualTo("xxx");
  }

  /** Cure: the time is looked at before each piece. */
  @Test
  void aBodyThatDripsIsRefused() throws Exception {
    filter(Duration.ZERO, (target, offset, length) -> 1);
    assertThat(refused).extracting(problem -> problem.getStatusCode().value()).containsExactly(408);
    assertThat(chain.getRequest()).isNull();
  }

  @Test
  void aClientThatFallsSilentIsRefused() throws Exception {
    filter(
        Duration.ofMinutes(1),
        (target, offset, length) -> {
          throw new SocketTimeoutException();
        });
    assertThat(refused).extracting(problem -> problem.getStatusCode().value()).containsExactly(408);
  }

  @Test
  void aBodyWithoutEndIsRefused() throws Exception {
    filter(
        Duration.ofMinutes(1),
        (target, offset, length) -> {
          Arrays.fill(target, offset, offset + length, (byte) 'x');
          return length;
        });
    assertThat(refused).extracting(problem -> problem.getStatusCode().value()).containsExactly(413);
  }

  private void filter(Duration patience, Source source) throws Exception {
    var filter =
        new BodyFilter(
            MAX,
            patience,
            _ -> false,
            (request, response, handler, e) -> {
              refused.add((Problem) e);
              return null;
            });
    var request =
        new MockHttpServletRequest("POST", "/api/counters") {
          @Override
          public ServletInputStream getInputStream() {
            return new Scripted(source);
          }
        };
    filter.doFilter(request, new MockHttpServletResponse(), chain);
  }

  private static final class Scripted extends ServletInputStream {

    private final Source source;

    Scripted(Source source) {
      this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return source.read(target, offset, length);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in pieces");
    }

    @Override
    public boolean isFinished() {
      return false;
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
