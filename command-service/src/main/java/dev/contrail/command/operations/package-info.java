/** What an operator asks of the log: look, verify, export, import. */
@NullMarked
package dev.contrail.command.operations;

import org.jspecify.annotations.NullMarked;
