package dev.contrail.command.http;

import dev.contrail.descriptions.Operation;
import dev.contrail.descriptions.OperationPart;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.web.BodyFilter;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.method.HandlerMethod;

/** What every command can be told besides its body, and what its answer tells. */
public final class DescribedCommands implements OperationPart {

  @Override
  public boolean concerns(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(argument -> argument.getParameterType().equals(CommandContext.class));
  }

  @Override
  public void describe(Operation operation) {
    operation
        .header(
            CommandContexts.IDEMPOTENCY_KEY,
            "Makes the command safe to repeat: the same key and body get the same answer, another"
                + " body a 422. 1 to 255 printable characters.",
            null)
        .header(
            "If-Match",
            "The `ETag` of what the command is about; if it has changed since, 412. `*`: it is"
                + " there.",
            null)
        .header("If-None-Match", "`*`: the command is refused with 412 if it is there.", null)
        .header(
            "Correlation-Id",
            "What the command belongs to; its events are found by it in the journal.",
            null)
        .answerHeader(
            ConsistencyToken.HEADER,
            "Send it with a read, whose answer is then no older than this.")
        .answerHeader("ETag", "The version after the command, where it is about one resource.")
        .answerHeader("Location", "Where it can be read, if it is new.");
  }

  @Override
  public List<String> problems() {
    return List.of(
        CommandContexts.class.getName(),
        CommandProblems.class.getName(),
        BodyFilter.class.getName());
  }
}
