/** A real PostgreSQL and a real Kafka on loopback, for tests and for the local run. */
@NullMarked
package dev.contrail.servers;

import org.jspecify.annotations.NullMarked;
