package dev.contrail.local;

import java.util.Objects;

/**
 * How a load stands.
 *
 * @param accepted lines that took effect, now or in an earlier load
 * @param refused lines that a rule has refused
 * @param lastPosition the highest position that was answered
 * @param firstRefusal the first reason, empty if none
 */
public record Loaded(long accepted, long refused, long lastPosition, String firstRefusal) {
  static final Loaded NOTHING = new Loaded(0, 0, 0, "");

  Loaded plus(LineResult result) {
    if (!result.isRefused()) {
      long position = Objects.requireNonNullElse(result.position(), 0L);
      return new Loaded(accepted + 1, refused, Math.max(lastPosition, position), firstRefusal);
    }
    var reason = firstRefusal.isEmpty() ? result.toString() : firstRefusal;
    return new Loaded(accepted, refused + 1, lastPosition, reason);
  }

  public long lines() {
    return accepted + refused;
  }
}
