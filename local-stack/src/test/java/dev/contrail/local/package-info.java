/** The local run: what it is asked for, what it does when something ends. */
@NullMarked
package dev.contrail.local;

import org.jspecify.annotations.NullMarked;
