@NullMarked
package dev.contrail.command.decider;

import org.jspecify.annotations.NullMarked;
