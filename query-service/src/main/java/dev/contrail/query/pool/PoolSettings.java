package dev.contrail.query.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many may wait for a connection of those that requests share.
 *
 * @param maxWaiting callers; one more is refused at once
 */
@ConfigurationProperties("contrail.pool")
record PoolSettings(@DefaultValue("100") int maxWaiting) {}
