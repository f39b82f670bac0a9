package dev.contrail.command.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.command.eventstore.Verification;
import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Progress;
import dev.contrail.command.eventstore.Verification.Sound;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Lines of JSON. */
final class Ndjson {

  static final String MEDIA_TYPE = "application/x-ndjson";

  private static final JsonMapper JSON = new JsonMapper();

  private Ndjson() {}

  static byte[] line(Verification verification) {
    return (JSON.writeValueAsString(members(verification)) + "\n").getBytes(UTF_8);
  }

  private static Map<String, Object> members(Verification verification) {
    var members = new LinkedHashMap<String, Object>();
    switch (verification) {
      case Progress(var position, var of) -> {
        members.put("verified", position);
        members.put("of", of);
      }
      case Sound(var head) -> {
        members.put("verdict", "sound");
        members.put("position", head.position());
        members.put("hash", head.hash());
      }
      case Broken(var position, var fault, var detail) -> {
        members.put("verdict", "broken");
        members.put("position", position);
        members.put("fault", lower(fault));
        members.put("detail", detail);
      }
    }
    return members;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
