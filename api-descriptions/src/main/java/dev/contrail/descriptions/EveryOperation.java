package dev.contrail.descriptions;

import java.util.List;
import org.springframework.web.method.HandlerMethod;

/** What holds for all operations of both services: a version is asked for, a token looked at. */
public final class EveryOperation implements OperationPart {

  private final String versionHeader;
  private final String version;

  /**
   * @param versionHeader that says which version of the API is meant
   * @param version that is meant without it
   */
  public EveryOperation(String versionHeader, String version) {
    this.versionHeader = versionHeader;
    this.version = version;
  }

  @Override
  public boolean concerns(HandlerMethod handler) {
    return true;
  }

  @Override
  public void describe(Operation operation) {
    operation.header(
        versionHeader,
        "The version of the API that is meant; %s without it.".formatted(version),
        version);
  }

  @Override
  public List<String> problems() {
    return List.of(
        "dev.contrail.web.ProblemAdvice",
        "dev.contrail.web.RequestLimit",
        "dev.contrail.security.Refusals");
  }
}
