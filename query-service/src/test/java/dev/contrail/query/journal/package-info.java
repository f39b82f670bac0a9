/** The journal, searched, exported and followed. */
@NullMarked
package dev.contrail.query.journal;

import org.jspecify.annotations.NullMarked;
