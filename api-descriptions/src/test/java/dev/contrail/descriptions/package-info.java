@NullMarked
package dev.contrail.descriptions;

import org.jspecify.annotations.NullMarked;
