package com.example.flights.command.flight;

/** Rows of six, A to F: the first seat is 1A, the seventh 2A. */
final class SeatPlan {

  private static final String LETTERS = "ABCDEF";

  private SeatPlan() {}

  /** Whether an aircraft with so many seats has this one. */
  static boolean has(int seats, String seat) {
    if (!seat.matches("[1-9]\\d{0,2}[A-F]")) {
      return false;
    }
    var row = Integer.parseInt(seat.substring(0, seat.length() - 1));
    var column = LETTERS.indexOf(seat.charAt(seat.length() - 1));
    return (row - 1) * LETTERS.length() + column < seats;
  }
}
