/**
 * Keys of persons on the query side: tables hold ciphertext, which is opened for who may see it.
 */
@NullMarked
package dev.contrail.query.personal;

import org.jspecify.annotations.NullMarked;
