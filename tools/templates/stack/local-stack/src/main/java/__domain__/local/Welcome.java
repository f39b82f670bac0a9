package __domain__.local;

import dev.contrail.local.Example;

/** Where everything is. */
final class Welcome {

  private Welcome() {}

  static String text(Example.Addresses addresses) {
    return """

    Commands  %s/api
    Queries   %s/api
    Tokens    TOKEN=$(CONTRAIL_IDENTITY_PORT=%d ./token agent)
    API       %s/api-docs/
    """
        .formatted(
            addresses.commands(),
            addresses.queries(),
            addresses.tokens().getPort(),
            addresses.tokens());
  }
}
