/** Keys of persons on the command side: what is personal is sealed before it is written. */
@NullMarked
package dev.contrail.command.personal;

import org.jspecify.annotations.NullMarked;
