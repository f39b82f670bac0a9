package dev.contrail.query.consistency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a read may wait for a write.
 *
 * @param defaultWait where the client does not say
 * @param maxWait at most, whatever the client says
 * @param maxWaiting reads that wait at a time, in one instance; whoever asks for something that
 *     never comes must not take the room of those who ask for what is there
 */
@ConfigurationProperties("contrail.consistency")
record ConsistencySettings(
    @DefaultValue("5s") Duration defaultWait,
    @DefaultValue("30s") Duration maxWait,
    @DefaultValue("200") int maxWaiting) {}
