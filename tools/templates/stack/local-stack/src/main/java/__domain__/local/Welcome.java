package __domain__.local;

import dev.contrail.local.Example;

/** Where everything is. */
final class Welcome {

  private Welcome() {}

  static String text(Example.Addresses addresses) {
    return """

    Commands  %1$s/api
    Queries   %2$s/api
    Console   %2$s/console/
    API       %4$s/api-docs/    each operation explained, to try in a browser

          1. be an agent for an hour
    TOKEN=$(CONTRAIL_IDENTITY_PORT=%3$d ./token agent)

          2. see what there is to send, and send one of them
    curl -s %4$s/api-docs/command-service.openapi.yaml | grep '^  /api'

          3. read what came of it
    curl -s -H "Authorization: Bearer $TOKEN" '%2$s/api/events?limit=5'
    """
        .formatted(
            addresses.commands(),
            addresses.queries(),
            addresses.tokens().getPort(),
            addresses.tokens());
  }
}
