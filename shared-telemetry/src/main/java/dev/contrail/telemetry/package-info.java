/** One trace from a request to whoever sees what came of it; off unless somebody collects them. */
@NullMarked
package dev.contrail.telemetry;

import org.jspecify.annotations.NullMarked;
