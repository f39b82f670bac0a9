package dev.contrail.query.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Standing queries.
 *
 * @param max how many there may be
 * @param keep latest matches of each that are kept
 * @param pollInterval how often an instance looks for events to match, should it not be told
 */
@ConfigurationProperties("contrail.watch")
record WatchSettings(
    @DefaultValue("10000") int max,
    @DefaultValue("10000") int keep,
    @DefaultValue("500ms") Duration pollInterval) {}
