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
    Tokens    TOKEN=$(CONTRAIL_IDENTITY_PORT=%3$d ./token agent)
    API       %4$s/api-docs/
    """
        .formatted(
            addresses.commands(),
            addresses.queries(),
            addresses.tokens().getPort(),
            addresses.tokens());
  }
}
