package dev.contrail.query.consistency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The projections whose tables a controller's answers come from: a request with a {@code
 * Consistency-Token} waits for all of them. Every controller under {@code /api} has one; a request
 * to one without is a fault of ours.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reads {

  /** Their names. */
  String[] value();
}
