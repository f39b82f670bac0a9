@NullMarked
package dev.contrail.personal;

import org.jspecify.annotations.NullMarked;
