package dev.contrail.query.http;

import dev.contrail.descriptions.Operation;
import dev.contrail.descriptions.OperationPart;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.query.consistency.ConsistencyConfiguration;
import java.util.List;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;

/** What every read can be told, and what its answer tells. */
public final class DescribedReads implements OperationPart {

  @Override
  public boolean concerns(HandlerMethod handler) {
    return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), GetMapping.class);
  }

  @Override
  public void describe(Operation operation) {
    operation
        .explain("after", "Where to go on: the cursor that `next` and `Link` of a page have.")
        .explain("limit", "How many items a page has at most.")
        .explain("asOf", "As it was at this time, which has an offset.")
        .explain("version", "As it was right after its event of this number, from 1.")
        .header(
            ConsistencyToken.HEADER,
            "Of the answer to a command: this answer is no older than that.",
            null)
        .header(
            "Prefer",
            "How many seconds to wait for the token, or for `asOf` to have come.",
            "wait=5")
        .header(
            "If-None-Match", "The `ETag` of what is known already; 304 if it is still so.", null)
        .answerHeader("ETag", "Of a single resource: to send with `If-Match` in a command on it.")
        .answerHeader(
            "Link", "`rel=\"next\"` leads to the next page, where there is one (RFC 8288).")
        .answerHeader("Cache-Control", "How long the answer may be kept, and by whom.")
        .otherwise(304, "Not Modified");
  }

  @Override
  public List<String> problems() {
    return List.of(ParameterCheck.class.getName(), ConsistencyConfiguration.class.getName());
  }
}
