package dev.contrail.command.outbox;

/**
 * How a destination stands, for an operator.
 *
 * @param destination the topic
 * @param state what this instance's relay does
 * @param position everything up to it is published
 * @param head the log's last position
 * @param backlogEvents events that are not published yet
 * @param backlogSeconds since the oldest of them was recorded
 * @param epoch counts the requests to publish again
 * @param error why this instance's relay does not go on, empty while it does
 */
record RelayReport(
    String destination,
    RelayStatus.State state,
    long position,
    long head,
    long backlogEvents,
    double backlogSeconds,
    long epoch,
    String error) {

  private static final double MILLIS = 1_000;

  static RelayReport of(String destination, RelayStatus status, Backlog backlog) {
    return new RelayReport(
        destination,
        status.state(),
        backlog.position(),
        backlog.head(),
        backlog.events(),
        backlog.age().toMillis() / MILLIS,
        backlog.epoch(),
        status.error());
  }
}
