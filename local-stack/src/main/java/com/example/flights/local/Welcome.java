package com.example.flights.local;

import dev.contrail.local.Example;
import dev.contrail.local.Port;

/** What to try; every line works as printed, also a second time. */
final class Welcome {
  private static final String FLIGHT = "0f11e5b1-0000-4000-8000-000000000001";

  private Welcome() {}

  static String text(Example.Addresses addresses) {
    return """

    See   %2$s/console/    sign in as agent; below the board schedule a flight, click a seat, book it

    Try   in another window, in this folder

          1. be an agent for an hour
    TOKEN=$(%4$s agent)

          2. schedule a flight
    curl -i %1$s/api/flights -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H 'Idempotency-Key: try-1' -d '{"flightId":"%3$s","origin":"LAX","destination":"BNA","departure":"2001-04-01T06:55","distanceMiles":1797,"seats":180}'

          3. book a seat, and keep what the answer says of its place in the log
    SEEN=$(curl -si %1$s/api/flights/%3$s/bookings -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H 'Idempotency-Key: try-2' -d '{"passengerId":"p-you","passengerName":"You","seat":"12A","fareCents":19900}' | tee /dev/stderr | grep -i '^consistency-token:' | cut -d' ' -f2 | tr -d '\\r')

          4. read the seat map as of that booking
    curl -s %2$s/api/flights/%3$s/seats -H "Authorization: Bearer $TOKEN" -H "Consistency-Token: $SEEN"

          5. see the same, and what led to it
    %2$s/console/#/flight/%3$s

    Read  curl -s -H "Authorization: Bearer $TOKEN" '%2$s/api/flights?origin=LAX&limit=5'
          curl -s -H "Authorization: Bearer $TOKEN" '%2$s/api/routes/LAX-BNA/days'
          curl -s -H "Authorization: Bearer $TOKEN" '%2$s/api/events?limit=5'

    API   %5$s/api-docs/    each operation explained, to try in a browser

    Flights are real (US BTS, 2001); seats, passengers, fares and bookings are generated.
    """
        .formatted(
            addresses.commands(),
            addresses.queries(),
            FLIGHT,
            tokenCommand(addresses),
            addresses.tokens());
  }

  private static String tokenCommand(Example.Addresses addresses) {
    var port = addresses.tokens().getPort();
    return port == Port.IDENTITY.usual()
        ? "./token"
        : "CONTRAIL_IDENTITY_PORT=%d ./token".formatted(port);
  }
}
