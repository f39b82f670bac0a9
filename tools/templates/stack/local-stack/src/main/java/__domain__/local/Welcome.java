package __domain__.local;

import java.net.URI;

/** What to open. */
final class Welcome {

  private Welcome() {}

  static String text(URI commands, URI queries) {
    return """

    Commands  %s/api
    Open      %s/api/events?limit=5
    """
        .formatted(commands, queries);
  }
}
