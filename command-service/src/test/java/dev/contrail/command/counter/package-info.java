@NullMarked
package dev.contrail.command.counter;

import org.jspecify.annotations.NullMarked;
