/**
 * What both services need to keep personal data: keys of persons, what they seal, the topic of
 * keys.
 */
@NullMarked
package dev.contrail.personal;

import org.jspecify.annotations.NullMarked;
