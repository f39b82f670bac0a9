/** What all read endpoints share: pages, parameters and entity tags. */
@NullMarked
package dev.contrail.query.http;

import org.jspecify.annotations.NullMarked;
