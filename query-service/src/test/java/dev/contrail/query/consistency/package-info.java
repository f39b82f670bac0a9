/** Tests of reading one's writes. */
@NullMarked
package dev.contrail.query.consistency;

import org.jspecify.annotations.NullMarked;
