/** An issuer of access tokens for one machine: for ./run, for compose and for end-to-end tests. */
@NullMarked
package dev.contrail.identity;

import org.jspecify.annotations.NullMarked;
