package dev.contrail.query.projection;

/**
 * A column of type {@code jsonb} whose text is written as it is.
 *
 * @param text valid JSON
 */
public record Json(String text) {}
