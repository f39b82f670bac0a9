package dev.contrail.query.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How projections run.
 *
 * @param groupPrefix begins the names of the consumer groups; two query databases on one broker
 *     must not share it, or each would get half of the events
 * @param concurrency consumers of one projection in this instance, each with a thread and a
 *     connection
 * @param batchSize most records a transaction
 * @param fetchSize most bytes a consumer fetches at once
 * @param pause between two batches: events that come meanwhile share a transaction
 * @param maxBackOff longest pause between two tries while the database is away
 * @param watchInterval how often topic id, partition count and end of the topic are looked at
 * @param maxLag how old an event may be that is not applied until health says so
 * @param pollInterval how often cursors are read while a request waits, should a notification be
 *     lost
 * @param lease how long a rebuild is left to an instance that says no more that it goes on
 */
@ConfigurationProperties("contrail.projection")
record ProjectionSettings(
    @DefaultValue("contrail") String groupPrefix,
    @DefaultValue("1") int concurrency,
    @DefaultValue("2000") int batchSize,
    @DefaultValue("2MB") DataSize fetchSize,
    @DefaultValue("10ms") Duration pause,
    @DefaultValue("5s") Duration maxBackOff,
    @DefaultValue("2s") Duration watchInterval,
    @DefaultValue("1m") Duration maxLag,
    @DefaultValue("500ms") Duration pollInterval,
    @DefaultValue("15s") Duration lease) {}
