/**
 * The console: a page that shows what the services do, and the little it needs beyond what every
 * client has. Its files are in {@code static/console}.
 */
@NullMarked
package dev.contrail.query.console;

import org.jspecify.annotations.NullMarked;
