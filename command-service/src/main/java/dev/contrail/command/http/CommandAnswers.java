package dev.contrail.command.http;

import dev.contrail.command.sequencer.Receipt;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EventTopic;
import dev.contrail.web.StreamEtag;
import java.util.HashMap;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** The headers that all accepted commands share. */
public final class CommandAnswers {

  private final String cell;
  private final EventTopic topic;

  CommandAnswers(String cell, EventTopic topic) {
    this.cell = cell;
    this.topic = topic;
  }

  /**
   * An answer with the stream's {@code ETag} and the {@code Consistency-Token} to read with.
   *
   * @param streamId the stream that the resource of the request is
   */
  public ResponseEntity.BodyBuilder answer(
      HttpStatusCode status, Receipt receipt, String streamId) {
    var head = Objects.requireNonNull(receipt.heads().get(streamId), streamId);
    return answer(status, receipt).header(HttpHeaders.ETAG, StreamEtag.of(head.version()));
  }

  /** An answer about no single stream, with the {@code Consistency-Token} to read with. */
  public ResponseEntity.BodyBuilder answer(HttpStatusCode status, Receipt receipt) {
    var positions = new HashMap<String, Long>();
    receipt.heads().forEach((stream, at) -> positions.put(stream, at.position()));
    return ResponseEntity.status(status)
        .header(
            ConsistencyToken.HEADER, new ConsistencyToken(cell, positions).lastIn(topic).encode());
  }
}
