package dev.contrail.events;

import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the recorded JSON of one version of an event into that of the next version. A pure function
 * of its argument, which it may change and return. What is recorded is never rewritten.
 */
@FunctionalInterface
public interface Upcaster {

  ObjectNode upcast(ObjectNode event);
}
