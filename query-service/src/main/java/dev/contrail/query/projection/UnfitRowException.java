package dev.contrail.query.projection;

import org.jspecify.annotations.Nullable;

/** A row and its record do not fit together: no later try will change that. */
final class UnfitRowException extends RuntimeException {

  UnfitRowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
