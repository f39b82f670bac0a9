/**
 * The servers are what the other tests stand on: durable, restartable, plain when they cannot
 * start.
 */
@NullMarked
package dev.contrail.servers;

import org.jspecify.annotations.NullMarked;
