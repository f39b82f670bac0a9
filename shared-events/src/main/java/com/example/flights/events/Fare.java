package com.example.flights.events;

import static java.util.Objects.requireNonNull;

/**
 * What a seat costs.
 *
 * @param cents in hundredths of the currency
 * @param currency ISO 4217
 */
public record Fare(long cents, String currency) {

  public Fare {
    requireNonNull(currency, "currency");
  }

  public static Fare usd(long cents) {
    return new Fare(cents, "USD");
  }
}
