@NullMarked
package dev.contrail.telemetry;

import org.jspecify.annotations.NullMarked;
