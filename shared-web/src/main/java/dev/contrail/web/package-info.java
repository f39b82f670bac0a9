/** How both services speak HTTP: problem details, strict JSON, entity tags. */
@NullMarked
package dev.contrail.web;

import org.jspecify.annotations.NullMarked;
