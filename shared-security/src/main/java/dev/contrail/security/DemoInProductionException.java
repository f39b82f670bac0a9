package dev.contrail.security;

/** The service was to start in production with what is meant for a demo. */
final class DemoInProductionException extends RuntimeException {

  DemoInProductionException(String what) {
    super("This is production, and " + what);
  }
}
