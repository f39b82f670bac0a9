package dev.contrail.query.consistency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a read may wait for a write.
 *
 * @param defaultWait where the client does not say
 * @param maxWait at most, whatever the client says
 */
@ConfigurationProperties("contrail.consistency")
record ConsistencySettings(
    @DefaultValue("5s") Duration defaultWait, @DefaultValue("30s") Duration maxWait) {}
