/**
 * Runs the whole system on one machine that has nothing but Java: servers, services, sample data.
 * Never shipped.
 */
@NullMarked
package dev.contrail.local;

import org.jspecify.annotations.NullMarked;
