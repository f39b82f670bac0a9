package dev.contrail.query.cache;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Answers that are kept.
 *
 * @param size bytes they may take together; 0 to keep none
 * @param cacheControl what other caches on the way may do with them
 */
@ConfigurationProperties("contrail.cache")
record CacheSettings(
    @DefaultValue("32MB") DataSize size,
    @DefaultValue("public, max-age=0, s-maxage=1") String cacheControl) {}
