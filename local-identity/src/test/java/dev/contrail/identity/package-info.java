@NullMarked
package dev.contrail.identity;

import org.jspecify.annotations.NullMarked;
