/** Who asks, and whether he may: verified tokens, scopes, and how a refusal is told. */
@NullMarked
package dev.contrail.security;

import org.jspecify.annotations.NullMarked;
