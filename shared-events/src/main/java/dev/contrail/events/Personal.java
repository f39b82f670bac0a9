package dev.contrail.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text that says something of a person. In an event it is sealed with the key of that
 * person before it is written, and nothing but ciphertext reaches the log and what is made of it;
 * in an answer it is what is opened again. What is sealed under one name opens under no other: the
 * component has the same name in both, or both say which one it was sealed under.
 *
 * <p>Stands at a component of type {@code String} of the record itself, not of one inside it.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {

  /** The component of the same record that holds the id of the person. */
  String subject();

  /**
   * The name that a text is sealed under, if it is not that of the component: when a later version
   * of an event calls the component otherwise, the name that it had.
   */
  String sealedAs() default "";
}
