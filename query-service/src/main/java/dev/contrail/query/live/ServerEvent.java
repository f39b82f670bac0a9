package dev.contrail.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A server-sent event without its id, encoded once for however many streams it goes to.
 *
 * @param lines name and data as they are sent, each line ended
 */
public record ServerEvent(byte[] lines) {

  /** Follows what was there when the stream began; after it come changes. */
  public static final ServerEvent READY = of("ready", "{}");

  /**
   * An event.
   *
   * @param name what clients listen for; no line breaks
   * @param data one line, for example JSON
   */
  public static ServerEvent of(String name, String data) {
    if (name.indexOf('\n') >= 0 || data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a line break would end the event");
    }
    return new ServerEvent("event: %s\ndata: %s\n".formatted(name, data).getBytes(UTF_8));
  }
}
