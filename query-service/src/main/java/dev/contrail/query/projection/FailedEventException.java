package dev.contrail.query.projection;

/** An event failed whose stream cannot be parked: its partition is applied up to it at most. */
final class FailedEventException extends RuntimeException {

  private final transient Arrival culprit;

  FailedEventException(Arrival culprit, Throwable cause) {
    super(cause.toString(), cause);
    this.culprit = culprit;
  }

  Arrival culprit() {
    return culprit;
  }
}
