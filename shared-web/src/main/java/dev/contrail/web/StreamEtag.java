package dev.contrail.web;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The entity tag of a resource that is one stream. A reader adds the generation of its table; a
 * precondition on a command looks at the stream version only, so either tag can be sent back.
 */
public final class StreamEtag {

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})(?:-g\\d{1,9})?\"");

  private StreamEtag() {}

  public static String of(long streamVersion) {
    return "\"" + streamVersion + "\"";
  }

  public static String of(long streamVersion, int generation) {
    return "\"" + streamVersion + "-g" + generation + "\"";
  }

  /** Empty if the text is not one tag made here; weak tags and lists are not. */
  public static OptionalLong streamVersion(String tag) {
    var matcher = TAG.matcher(tag.strip());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
