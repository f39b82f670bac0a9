@NullMarked
package dev.contrail.security;

import org.jspecify.annotations.NullMarked;
