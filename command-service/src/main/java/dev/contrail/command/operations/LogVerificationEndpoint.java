package dev.contrail.command.operations;

import dev.contrail.command.eventstore.LogVerifier;
import dev.contrail.command.eventstore.Verification.Verdict;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

/**
 * {@code GET /actuator/logverify}: verifies the whole log while the answer is read, a line of JSON
 * every few ten thousand events, the verdict last. Whoever stops reading stops the verification.
 */
@WebEndpoint(id = "logverify")
final class LogVerificationEndpoint {

  private final DataSource dataSource;

  LogVerificationEndpoint(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @ReadOperation(produces = Ndjson.MEDIA_TYPE)
  Resource verify() {
    return new InputStreamResource(
        new PagedStream(new Lines(new LogVerifier(dataSource, List.of()))));
  }

  /** One line a step, nothing after the verdict. */
  private static final class Lines implements Supplier<byte[]> {

    private final LogVerifier verifier;
    private boolean ended;

    private Lines(LogVerifier verifier) {
      this.verifier = verifier;
    }

    @Override
    public byte[] get() {
      if (ended) {
        return new byte[0];
      }
      var next = verifier.next();
      ended = next instanceof Verdict;
      return Ndjson.line(next);
    }
  }
}
