/** Tests of what is kept. */
@NullMarked
package dev.contrail.query.cache;

import org.jspecify.annotations.NullMarked;
