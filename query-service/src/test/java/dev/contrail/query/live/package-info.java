/** Tests of live views. */
@NullMarked
package dev.contrail.query.live;

import org.jspecify.annotations.NullMarked;
