@NullMarked
package dev.contrail.events;

import org.jspecify.annotations.NullMarked;
