package dev.contrail.query.projection;

/** The generation is no more: there is nothing to be applied to. */
final class DroppedGenerationException extends RuntimeException {

  DroppedGenerationException(Generation generation) {
    super(generation.fullName() + " has been dropped", null, false, false);
  }
}
