package dev.contrail.descriptions;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The headers of a record: CloudEvents 1.0 in Kafka's binary content mode, and a trace. */
final class TopicHeaders {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NUMBER = "^[0-9]+$";
  private static final String TRACEPARENT = "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$";

  private final ObjectNode schema = NODES.objectNode().put("type", "object");

  private TopicHeaders() {}

  static ObjectNode schema() {
    var headers = new TopicHeaders();
    headers.always("content-type", "How the value is written.").put("const", "application/json");
    headers.always("ce_specversion", "Of CloudEvents.").put("const", "1.0");
    headers.number("ce_id", "Unique in its source: the same as ce_position.");
    headers.always("ce_source", "The cell, which is the log that the event stands in.");
    headers.always("ce_type", "What happened.");
    headers.number("ce_typeversion", "The version of the shape of the data.");
    headers
        .always("ce_time", "When it was recorded; grows with the position.")
        .put("format", "date-time");
    headers.always("ce_subject", "The id of the stream, the same as the record's key.");
    headers.number("ce_position", "The place in the log: 1, 2, 3 … without a gap.");
    headers.number(
        "ce_prevposition",
        "The position of the event before this one in the same partition, 0 if there is none: a"
            + " reader that sees another one has missed something.");
    headers.number("ce_streamversion", "The number of the event in its stream, from 1.");
    headers.always("ce_commandid", "The command that it comes of.").put("format", "uuid");
    headers.number("ce_commandindex", "Which of the command's events it is, from 0.");
    headers
        .always("ce_hash", "Over the event and the hash of the one before, in hex.")
        .put("pattern", "^[0-9a-f]{64}$");
    headers.always("ce_actor", "Who asked for it.");
    headers.sometimes("ce_correlationid", "What it belongs to.");
    headers.sometimes("ce_causationid", "The event that it follows from.");
    headers
        .sometimes("traceparent", "The trace of the request (W3C Trace Context).")
        .put("pattern", TRACEPARENT);
    return headers.schema;
  }

  private void number(String name, String description) {
    always(name, description).put("pattern", NUMBER);
  }

  private ObjectNode always(String name, String description) {
    schema.withArrayProperty("required").add(name);
    return sometimes(name, description);
  }

  /** Every value is text in UTF-8. */
  private ObjectNode sometimes(String name, String description) {
    return schema
        .withObjectProperty("properties")
        .putObject(name)
        .put("type", "string")
        .put("description", description);
  }
}
