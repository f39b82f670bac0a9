package dev.contrail.query.live;

import dev.contrail.descriptions.Operation;
import dev.contrail.descriptions.OperationPart;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is the same of all that can be followed. */
public final class DescribedStreams implements OperationPart {

  @Override
  public boolean concerns(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(argument -> argument.getParameterType().equals(EventClient.class));
  }

  @Override
  public void describe(Operation operation) {
    operation
        .header(
            "Last-Event-ID",
            "The `id` of the last event that was read: what follows is sent.",
            null)
        .answers(
            MediaType.TEXT_EVENT_STREAM_VALUE,
            JsonNodeFactory.instance
                .objectNode()
                .put("type", "string")
                .put(
                    "description",
                    "Server-sent events without end: what there is, then what becomes of it. The"
                        + " data of each is an item of the same shape as in JSON."));
  }

  @Override
  public List<String> problems() {
    return List.of(EventStreams.class.getName());
  }
}
