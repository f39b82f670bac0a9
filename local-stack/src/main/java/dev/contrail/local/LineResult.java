package dev.contrail.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of a batch.
 *
 * @param line its number in its request, from 1
 * @param status as if the command had come alone
 * @param position of its last event in the log; null when refused
 * @param code why it was refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LineResult(
    long line,
    int status,
    @Nullable Long position,
    @Nullable String code,
    @Nullable String detail) {
  private static final int BAD = 400;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;

  static boolean mayPass(int status) {
    return status == TOO_MANY || status >= BROKEN;
  }

  boolean isRefused() {
    return status >= BAD;
  }

  /** Neither done nor refused: to be sent again. */
  boolean isOpen() {
    return mayPass(status);
  }
}
