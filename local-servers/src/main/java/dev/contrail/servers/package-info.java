/**
 * A real PostgreSQL and a real Kafka on loopback, for tests and for the local run, and an issuer of
 * tokens for tests.
 */
@NullMarked
package dev.contrail.servers;

import org.jspecify.annotations.NullMarked;
