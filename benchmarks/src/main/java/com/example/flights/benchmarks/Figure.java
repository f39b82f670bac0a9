package com.example.flights.benchmarks;

/**
 * One line of the report.
 *
 * @param id of the goal, e.g. {@code S1}
 * @param what was measured, in words
 * @param measured our figure, and what it is of
 * @param against the figure that it is compared with; 0 if the goal is an absolute one
 * @param ratio measured by against, so that more is better or {@code lessIsBetter}
 * @param goal for the ratio, or for the absolute figure
 */
record Figure(
    String id,
    String what,
    String unit,
    double measured,
    double against,
    double ratio,
    double goal,
    boolean lessIsBetter) {

  /** Ours as a part of the limit; more is better. */
  static Figure share(
      String id, String what, String unit, double measured, double limit, double goal) {
    return new Figure(id, what, unit, measured, limit, measured / limit, goal, false);
  }

  /** What something costs more than something else; less is better. */
  static Figure cost(
      String id, String what, String unit, double measured, double base, double goal) {
    return new Figure(id, what, unit, measured, base, measured / base, goal, true);
  }

  /** A figure by itself; more is better. */
  static Figure absolute(String id, String what, String unit, double measured, double goal) {
    return new Figure(id, what, unit, measured, 0, measured, goal, false);
  }

  /** A figure by itself; less is better. */
  static Figure atMost(String id, String what, String unit, double measured, double goal) {
    return new Figure(id, what, unit, measured, 0, measured, goal, true);
  }

  /** 1 = the goal is just met, 2 = twice as good. */
  double ofGoal() {
    return lessIsBetter ? goal / ratio : ratio / goal;
  }
}
