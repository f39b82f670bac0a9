package dev.contrail.command.http;

import dev.contrail.descriptions.Operation;
import dev.contrail.descriptions.OperationPart;
import java.util.List;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is the same of every stream of commands. */
public final class DescribedBatches implements OperationPart {

  @Override
  public boolean concerns(HandlerMethod handler) {
    var mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    return mapping != null && List.of(mapping.consumes()).contains(CommandBatch.MEDIA_TYPE);
  }

  @Override
  public void describe(Operation operation) {
    operation
        .header(
            CommandContexts.IDEMPOTENCY_KEY,
            "Makes each line safe to repeat that has no `key` of its own: with the line's number it"
                + " is the line's key.",
            null)
        .answers(
            CommandBatch.MEDIA_TYPE,
            JsonNodeFactory.instance
                .objectNode()
                .put("type", "string")
                .put(
                    "description",
                    "For each line one JSON object, in order, while lines are still being sent:"
                        + " `line`, its number; `status`; and what the command alone would answer,"
                        + " or the `code` and the `detail` of a problem."));
  }

  @Override
  public List<String> problems() {
    return List.of(CommandContexts.class.getName(), CommandProblems.class.getName());
  }
}
