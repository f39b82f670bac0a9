/**
 * Live views: what is read, sent again whenever it changes, as server-sent events.
 *
 * <p>For any stream of events a controller takes an {@link dev.contrail.query.live.EventClient} and
 * gives it an {@link dev.contrail.query.live.EventSource}, which runs on a virtual thread of its
 * own and may block:
 *
 * <pre>{@code
 * @GetMapping(path = "/api/ticks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
 * void ticks(EventClient client) {
 *   client.stream(stream -> {
 *     var inbox = stream.<Tick>inbox(); // bounded: who does not read is cut off
 *     clock.subscribe(inbox::offer); // from any thread
 *     while (true) {
 *       var tick = stream.next(inbox); // heartbeats meanwhile; ends with the stream
 *       stream.send(ServerEvent.of("tick", json), String.valueOf(tick.number()));
 *     }
 *   });
 * }
 * }</pre>
 *
 * <p>A source that begins with what is there sends {@link
 * dev.contrail.query.live.ServerEvent#READY} after it: streams end there for those who only look.
 *
 * <p>A source that reads for itself what is new needs to know only when to look: {@code
 * stream.awaken()} from any thread ends its {@code stream.pause(...)}.
 */
@NullMarked
package dev.contrail.query.live;

import org.jspecify.annotations.NullMarked;
