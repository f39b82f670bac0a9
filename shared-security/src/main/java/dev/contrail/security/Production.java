package dev.contrail.security;

/** Whether this is production, for those who hold what a demo may have and production may not. */
public record Production(boolean isOn) {

  /**
   * Says that something of a demo is in use.
   *
   * @param what for example the id of a key
   * @throws RuntimeException that stops the start, if this is production
   */
  public void refuse(String what) {
    if (isOn) {
      throw new DemoInProductionException(what + " is that of the demo");
    }
  }
}
