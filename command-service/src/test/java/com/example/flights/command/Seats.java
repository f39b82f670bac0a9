package com.example.flights.command;

/** Six abreast. */
final class Seats {

  private Seats() {}

  /** The name of one, counted from 0. */
  static String name(int number) {
    return number / 6 + 1 + "ABCDEF".substring(number % 6, number % 6 + 1);
  }
}
