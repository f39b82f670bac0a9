/** What an event looks like in the log and on the wire: the contract between the two services. */
@NullMarked
package dev.contrail.events;

import org.jspecify.annotations.NullMarked;
