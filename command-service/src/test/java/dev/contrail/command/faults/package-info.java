@NullMarked
package dev.contrail.command.faults;

import org.jspecify.annotations.NullMarked;
