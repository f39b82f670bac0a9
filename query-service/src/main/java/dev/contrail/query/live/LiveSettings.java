package dev.contrail.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams to clients.
 *
 * @param maxStreams open at once in this instance; one more is answered with 503
 * @param maxStreamsOfOne of these, open for one subject; one more is answered with 429
 * @param queue changes that may wait for one client; with one more it is cut off
 * @param heartbeat how long a stream is silent at most
 * @param retry how long clients wait about before they come back
 */
@ConfigurationProperties("contrail.live")
record LiveSettings(
    @DefaultValue("2000") int maxStreams,
    @DefaultValue("200") int maxStreamsOfOne,
    @DefaultValue("256") int queue,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("2s") Duration retry) {}
