/** Tests of what all read endpoints share. */
@NullMarked
package dev.contrail.query.http;

import org.jspecify.annotations.NullMarked;
