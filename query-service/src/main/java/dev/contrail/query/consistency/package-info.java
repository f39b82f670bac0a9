/** Read your writes: answers are never older than the token a client brings. */
@NullMarked
package dev.contrail.query.consistency;

import org.jspecify.annotations.NullMarked;
